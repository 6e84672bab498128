package playhouse.serving.advertising.breaks;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.personalisation.tagging.TagsApi;
import playhouse.serving.platform.Refusal;

/** Makes of what a player asks what an auction needs, with what is known of person and title. */
public final class Opportunities {
  private static final int SLOTS = 3;
  private static final int SECONDS = 90;
  private static final long SECOND = 1_000;

  private final TagsApi tags;
  private final Predicate<UUID> agreed;
  private final Function<UUID, OptionalInt> age;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * By what they say.
   *
   * @param agreed who lets us go by what is known of them
   * @param age up to which things are suitable for somebody; empty if there is no limit
   */
  public Opportunities(
      TagsApi tags,
      Predicate<UUID> agreed,
      Function<UUID, OptionalInt> age,
      Supplier<UUID> ids,
      Clock clock) {
    this.tags = tags;
    this.agreed = agreed;
    this.age = age;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who did not agree is not named in it, but what does not suit them is kept from them. */
  public Opportunity of(Asked asked, Optional<UUID> watcher, Optional<String> country) {
    Optional<UUID> person = watcher.filter(agreed);
    Optional<String> title = Optional.ofNullable(asked.title());
    long position = Optional.ofNullable(asked.positionMillis()).orElse(0L);
    return new Opportunity(
        ids.get().toString(),
        person,
        person.isPresent(),
        watcher.map(age).orElseGet(OptionalInt::empty),
        country,
        Optional.ofNullable(asked.device()).orElse("other"),
        asked.placement(),
        Optional.ofNullable(asked.play()),
        title,
        position,
        title.map(name -> tags(name, position)).orElse(Set.of()),
        Set.of(),
        Set.of(),
        currency(Optional.ofNullable(asked.currency()).orElse("EUR")),
        pod(asked),
        clock.instant());
  }

  /** The same break, of which only so much is free. */
  static Opportunity with(Opportunity there, int slots, long millis) {
    Opportunity.Pod pod = there.pod();
    return new Opportunity(
        there.request(),
        there.person(),
        there.personal(),
        there.age(),
        there.country(),
        there.device(),
        there.placement(),
        there.play(),
        there.title(),
        there.positionMillis(),
        there.tags(),
        there.barred(),
        there.barredDomains(),
        there.currency(),
        new Opportunity.Pod(
            slots,
            millis,
            pod.leastMillis(),
            Math.min(millis, pod.longestMillis()),
            pod.exactMillis(),
            pod.floorMicrosPerSecond(),
            pod.floorMicros(),
            pod.separate()),
        there.now());
  }

  private static Opportunity.Pod pod(Asked asked) {
    int slots = Optional.ofNullable(asked.slots()).orElse(SLOTS);
    long millis = Optional.ofNullable(asked.seconds()).orElse(SECONDS) * SECOND;
    return new Opportunity.Pod(slots, millis, 0, millis, List.of(), 0, 0, true);
  }

  private Set<String> tags(String title, long position) {
    return tags.at(title, position).stream().map(TagsApi.Tag::id).collect(Collectors.toSet());
  }

  private static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad("currency", "must be a code of ISO 4217, such as EUR");
    }
  }
}
