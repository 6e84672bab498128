package playhouse.serving.advertising.openrtb;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.rtb.BidRequest;
import playhouse.serving.advertising.rtb.Categories;
import playhouse.serving.advertising.rtb.Countries;
import playhouse.serving.personalisation.tagging.TagsApi;
import playhouse.serving.platform.Refusal;

/** Who watches what and where, as a request says it and as we know it. */
public final class Scenes {
  /** Up to which things are suitable for whom the law calls a child (COPPA: under thirteen). */
  private static final int CHILD = 12;

  private static final int PERSONAL_COMPUTER = 2;
  private static final Set<Integer> TELEVISIONS = Set.of(3, 6, 7);

  private final TagsApi tags;
  private final Predicate<UUID> agreed;
  private final Function<UUID, OptionalInt> age;

  /**
   * By what they say.
   *
   * @param agreed who lets us go by what is known of them
   * @param age up to which things are suitable for somebody; empty if there is no limit
   */
  public Scenes(TagsApi tags, Predicate<UUID> agreed, Function<UUID, OptionalInt> age) {
    this.tags = tags;
    this.agreed = agreed;
    this.age = age;
  }

  /** Empty if it bars what we cannot read: nothing may be shown then. */
  Optional<Scene> of(BidRequest request, CurrencyUnit currency, Instant now) {
    Optional<Set<String>> barred = barred(request);
    Optional<UUID> watcher =
        Optional.ofNullable(request.user()).map(BidRequest.User::id).flatMap(Scenes::id);
    boolean personal = Leave.personal(request);
    Optional<BidRequest.Content> content = content(request);
    Optional<String> title = content.map(BidRequest.Content::id);
    Set<String> tagged = new HashSet<>(content.map(Scenes::tags).orElse(Set.of()));
    title.ifPresent(id -> tags.at(id, 0).forEach(tag -> tagged.add(tag.id())));
    return barred.map(
        categories ->
            new Scene(
                watcher,
                watcher.filter(agreed).filter(who -> personal),
                age(request, watcher),
                country(request),
                device(request),
                title,
                Set.copyOf(tagged),
                categories,
                domains(request),
                currency,
                now));
  }

  private OptionalInt age(BidRequest request, Optional<UUID> watcher) {
    OptionalInt known = watcher.map(age).orElseGet(OptionalInt::empty);
    return Leave.isChild(request) ? OptionalInt.of(Math.min(known.orElse(CHILD), CHILD)) : known;
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BidRequest.Content> content(BidRequest request) {
    return Optional.ofNullable(request.site())
        .or(() -> Optional.ofNullable(request.app()))
        .map(BidRequest.Place::content);
  }

  private static Set<String> tags(BidRequest.Content content) {
    return Categories.tags(
        Optional.ofNullable(content.cat()).orElse(List.of()),
        Optional.ofNullable(content.cattax()).orElse(Categories.FIRST),
        Optional.ofNullable(content.genre()).orElse(""));
  }

  private static Optional<String> country(BidRequest request) {
    Optional<String> said =
        Optional.ofNullable(request.device())
            .map(BidRequest.Device::geo)
            .map(BidRequest.Geo::country);
    Optional<String> country = said.flatMap(Countries::two);
    if (said.isPresent() && country.isEmpty()) {
      throw Refusal.bad("device.geo.country", "must be of ISO 3166-1 alpha-3, such as DEU");
    }
    return country;
  }

  private static String device(BidRequest request) {
    Optional<BidRequest.Device> device = Optional.ofNullable(request.device());
    Optional<Integer> type = device.map(BidRequest.Device::devicetype);
    String system = device.map(BidRequest.Device::os).orElse("").toLowerCase(Locale.ROOT);
    if (type.filter(TELEVISIONS::contains).isPresent()) {
      return "tv";
    }
    if (type.filter(one -> one == PERSONAL_COMPUTER).isPresent()) {
      return "web";
    }
    return List.of("ios", "android").contains(system) ? system : "other";
  }

  private static Set<String> domains(BidRequest request) {
    return Optional.ofNullable(request.badv()).orElse(List.of()).stream()
        .map(domain -> domain.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Set<String>> barred(BidRequest request) {
    int taxonomy = Optional.ofNullable(request.cattax()).orElse(Categories.FIRST);
    Set<String> all = new HashSet<>();
    for (String category : Optional.ofNullable(request.bcat()).orElse(List.of())) {
      Optional<Set<String>> ours = Categories.ours(category, taxonomy);
      if (ours.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(ours.get());
    }
    return Optional.of(Set.copyOf(all));
  }
}
