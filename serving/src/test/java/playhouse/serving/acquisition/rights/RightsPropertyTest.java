package playhouse.serving.acquisition.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index and the check of conflicts against the plainest reading of what grants say. */
class RightsPropertyTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "CN", "JP");
  private static final List<Model> MODELS = List.of(Model.values());
  private static final List<Device> DEVICES = List.of(Device.values());
  private static final int DAYS = 40;

  private final Random random;
  private long seed;

  RightsPropertyTest() {
    random = new Random();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theIndexAnswersWhatThePlainestReadingSays(long number) {
    random.setSeed(number);
    seed = number;
    RightsIndex index = new RightsIndex(RightsIndex.Untold.CLOSED);
    index.complete();
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Grant grant = changed(grants);
      grants.removeIf(each -> each.id().equals(grant.id()));
      grants.add(grant);
      index.take(List.of(grant));
    }
    for (int i = 0; i < 20_000; i++) {
      String title = "t" + random.nextInt(60);
      Optional<String> where =
          random.nextInt(8) == 0 ? Optional.empty() : Optional.of(one(COUNTRIES));
      Model by = one(MODELS);
      Optional<Device> on = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(one(DEVICES));
      int height = one(List.of(0, 576, 1080, 2160));
      Instant at = moment();
      Place place = Place.of(where, List.of(by), on, height, at);
      boolean may = plainly(grants, title, where, by, on, height, at);
      assertThat(index.may(title, place))
          .as("seed %d: %s %s %s %s %d %s", seed, title, where, by, on, height, at)
          .isEqualTo(may);
      assertThat(index.at(title, place).verdict().yes()).isEqualTo(may);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void conflictsAreThoseOfTheMomentsAndPlacesThatTwoShare(long number) {
    random.setSeed(number);
    seed = number;
    for (int i = 0; i < 20_000; i++) {
      Grant there = grant(UUID.randomUUID(), "t", false);
      Terms wanted = grant(UUID.randomUUID(), "t", false).terms();
      List<Conflicts.Conflict> found = Conflicts.of(wanted, List.of(there));
      assertThat(!found.isEmpty())
          .as("seed %d: %s with %s", seed, wanted, there.terms())
          .isEqualTo(clash(wanted, there.terms()));
    }
  }

  private Grant changed(List<Grant> grants) {
    if (grants.isEmpty() || random.nextInt(4) > 0) {
      return grant(UUID.randomUUID(), "t" + random.nextInt(50), true);
    }
    Grant before = grants.get(random.nextInt(grants.size()));
    return grant(before.id(), before.terms().title(), true);
  }

  private Grant grant(UUID id, String title, boolean ends) {
    Instant from = day();
    Instant until = from.plus(Duration.ofDays(1 + random.nextInt(20)));
    List<String> territories = random.nextInt(4) == 0 ? List.of("*") : List.copyOf(some(COUNTRIES));
    List<String> except =
        territories.equals(List.of("*")) && random.nextBoolean()
            ? List.of(one(COUNTRIES))
            : List.of();
    Optional<Terms.Holdback> held =
        random.nextInt(4) == 0
            ? Optional.of(
                new Terms.Holdback(
                    List.of(one(MODELS)), from.plus(Duration.ofDays(1 + random.nextInt(10)))))
            : Optional.empty();
    Terms terms =
        new Terms(
            title,
            one(List.of("a", "b")),
            Optional.empty(),
            territories,
            except,
            List.copyOf(some(List.of(Model.values()))),
            random.nextBoolean() ? List.of() : List.copyOf(some(List.of(Device.values()))),
            random.nextBoolean() ? Optional.empty() : Optional.of(one(List.of(576, 1080, 2160))),
            random.nextInt(3) == 0,
            from,
            until,
            Optional.empty(),
            held,
            Optional.empty());
    Optional<Instant> ended =
        ends && random.nextInt(5) == 0 ? Optional.of(day()) : Optional.empty();
    return new Grant(id, 0, 0, terms, ended, "x", BEGIN, BEGIN);
  }

  private static boolean plainly(
      List<Grant> grants,
      String title,
      Optional<String> where,
      Model by,
      Optional<Device> on,
      int height,
      Instant at) {
    boolean waits =
        ofTitle(grants, title)
            .filter(g -> open(g, at) && holds(g.terms(), where))
            .flatMap(g -> g.terms().holdback().stream())
            .anyMatch(back -> back.models().contains(by) && at.isBefore(back.until()));
    return !waits
        && ofTitle(grants, title)
            .filter(g -> open(g, at) && holds(g.terms(), where))
            .map(Grant::terms)
            .filter(t -> t.models().contains(by))
            .filter(t -> t.devices().isEmpty() || everyOf(t.devices(), on))
            .anyMatch(t -> t.greatestHeight().map(most -> height <= most).orElse(true));
  }

  private static boolean everyOf(List<Device> devices, Optional<Device> on) {
    return on.map(devices::contains).orElse(devices.size() == Device.values().length);
  }

  private static Stream<Grant> ofTitle(List<Grant> grants, String title) {
    return grants.stream().filter(g -> g.terms().title().equals(title));
  }

  private static boolean open(Grant g, Instant at) {
    return !at.isBefore(g.terms().from())
        && at.isBefore(g.terms().until())
        && g.ended().map(at::isBefore).orElse(true);
  }

  private static boolean holds(Terms terms, Optional<String> where) {
    boolean everywhere = terms.territories().contains("*");
    return where
        .map(
            code ->
                (everywhere || terms.territories().contains(code))
                    && !terms.except().contains(code))
        .orElse(everywhere && terms.except().isEmpty());
  }

  /** Tried out in every country, by every model, on every device, on every day. */
  private static boolean clash(Terms one, Terms other) {
    for (String code : COUNTRIES) {
      if (!holds(one, Optional.of(code)) || !holds(other, Optional.of(code))) {
        continue;
      }
      for (int day = 0; day < 3 * DAYS; day++) {
        Instant at = BEGIN.plus(Duration.ofDays(day));
        boolean both = in(one, at) && in(other, at);
        boolean sole =
            !one.licensor().equals(other.licensor()) && (one.exclusive() || other.exclusive());
        if (both
            && ((sole && shared(one, other)) || waits(one, other, at) || waits(other, one, at))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean shared(Terms one, Terms other) {
    return one.models().stream().anyMatch(other.models()::contains)
        && Stream.of(Device.values())
            .anyMatch(
                device ->
                    (one.devices().isEmpty() || one.devices().contains(device))
                        && (other.devices().isEmpty() || other.devices().contains(device)));
  }

  private static boolean waits(Terms one, Terms other, Instant at) {
    return one.holdback()
        .filter(back -> at.isBefore(back.until()))
        .filter(back -> back.models().stream().anyMatch(other.models()::contains))
        .isPresent();
  }

  private static boolean in(Terms terms, Instant at) {
    return !at.isBefore(terms.from()) && at.isBefore(terms.until());
  }

  private Instant day() {
    return BEGIN.plus(Duration.ofDays(random.nextInt(DAYS)));
  }

  /** At the edge of a day more often than not. */
  private Instant moment() {
    Instant day = day();
    return switch (random.nextInt(3)) {
      case 0 -> day;
      case 1 -> day.minusNanos(1000);
      default -> day.plusSeconds(random.nextInt(86_400));
    };
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T extends Comparable<? super T>> Set<T> some(List<T> of) {
    Set<T> some = new TreeSet<>();
    some.add(one(of));
    while (random.nextBoolean()) {
      some.add(one(of));
    }
    return some;
  }
}
