package playhouse.serving.advertising.beacons.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each rule with traffic that it is for, and with the like of it that is somebody's. */
class RulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  private static final Counts ONCE = new Counts(1, 1, 1, 1, 0);
  private static final String HOME = "203.0.113.7";

  @Test
  void whatComesFromADatacentreIsInvalidAndFromTheNetworkBesideItIsNot() {
    Traffic traffic =
        new Traffic(
            Datacentres.of(List.of("# two", "198.51.100.0/24", "192.0.2.16/28", "2001:db8::/32")));
    for (String there : List.of("198.51.100.9", "192.0.2.31", "2001:db8:1::5")) {
      assertThat(traffic.take(impression(there, UUID.randomUUID())))
          .as(there)
          .contains(Invalid.DATACENTRE);
    }
    for (String beside : List.of("198.51.101.9", "192.0.2.32", "2001:db9::5", "nowhere")) {
      assertThat(traffic.take(impression(beside, UUID.randomUUID()))).as(beside).isEmpty();
    }
    assertThatThrownBy(() -> Datacentres.of(List.of("example.org/24")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanOnePersonCanSeeInAMinuteIsInvalidAndABusyHouseIsNot() {
    Traffic traffic = new Traffic(Datacentres.none());
    UUID robot = UUID.randomUUID();
    for (int i = 1; i <= Rules.IMPRESSIONS_OF_ONE + 5; i++) {
      Optional<Invalid> why = traffic.take(impression(HOME, robot));
      assertThat(why.isPresent()).as("number %d", i).isEqualTo(i > Rules.IMPRESSIONS_OF_ONE);
    }
    // Others behind the same address are not to blame.
    for (int i = 0; i < 100; i++) {
      assertThat(traffic.take(impression(HOME, UUID.randomUUID()))).isEmpty();
    }
    assertThat(
            Rules.judge(
                impression(HOME, robot),
                new Counts(1, 1, Rules.IMPRESSIONS_OF_ADDRESS + 1, 1, 0),
                false))
        .contains(Invalid.RATE);
  }

  @Test
  void clicksOfOnePersonInAMinuteAreFew() {
    Told click = click(Optional.of(new Told.Click(40, 30, 640, 360)), 5_000);
    assertThat(Rules.judge(click, new Counts(Rules.CLICKS_OF_ONE, 1, 1, 1, 1), false)).isEmpty();
    assertThat(Rules.judge(click, new Counts(Rules.CLICKS_OF_ONE + 1, 1, 1, 1, 1), false))
        .contains(Invalid.RATE);
    assertThat(Rules.judge(click, new Counts(1, 1, Rules.CLICKS_OF_ADDRESS + 1, 1, 1), false))
        .contains(Invalid.RATE);
  }

  @Test
  void aNoticeToldAgainIsAPlayersAndToldOverAndOverIsNot() {
    Traffic traffic = new Traffic(Datacentres.none());
    Told told = impression(HOME, UUID.randomUUID());
    for (int i = 1; i <= 5; i++) {
      assertThat(traffic.take(told).equals(Optional.of(Invalid.REPLAY)))
          .as("time %d", i)
          .isEqualTo(i > Rules.SAME);
    }
  }

  @Test
  void whatNeverBeganIsNotSeenAndWhatOvertakesItsBeginningIs() {
    Told late = told(Told.What.VIEWABLE, 0, Optional.of(NOW.minusSeconds(30)), Optional.empty());
    Told overtaking =
        told(Told.What.VIEWABLE, 0, Optional.of(NOW.minusSeconds(3)), Optional.empty());
    Told unknown = told(Told.What.VIEWABLE, 0, Optional.empty(), Optional.empty());
    assertThat(Rules.judge(late, ONCE, false)).contains(Invalid.REPLAY);
    assertThat(Rules.judge(overtaking, ONCE, false)).isEmpty();
    // A process that began after the ad did knows nothing against it.
    assertThat(Rules.judge(unknown, ONCE, false)).isEmpty();
  }

  @Test
  void aQuartileIsNoSoonerThereThanTheFilm() {
    // Of 20 s: half of it takes 10 s, or 8 s where it is played fast; a second is let pass.
    assertThat(Rules.judge(quartile(2, 10_000), ONCE, false)).isEmpty();
    assertThat(Rules.judge(quartile(2, 7_500), ONCE, false)).isEmpty();
    assertThat(Rules.judge(quartile(2, 3_000), ONCE, false)).contains(Invalid.RATE);
    assertThat(Rules.judge(quartile(4, 12_000), ONCE, false)).contains(Invalid.RATE);
  }

  @Test
  void aClickIsWithinTheAdNotAtOnceAndNotAlwaysOnOnePoint() {
    Optional<Told.Click> inside = Optional.of(new Told.Click(639, 359, 640, 360));
    assertThat(Rules.judge(click(inside, 300), ONCE, false)).isEmpty();
    assertThat(Rules.judge(click(inside, 299), ONCE, false)).contains(Invalid.GEOMETRY);
    for (Told.Click outside :
        List.of(
            new Told.Click(640, 10, 640, 360),
            new Told.Click(10, 360, 640, 360),
            new Told.Click(-1, 10, 640, 360),
            new Told.Click(0, 0, 0, 0))) {
      assertThat(Rules.judge(click(Optional.of(outside), 5_000), ONCE, false))
          .contains(Invalid.GEOMETRY);
    }
    // A remote control has no pointer.
    assertThat(Rules.judge(click(Optional.empty(), 5_000), ONCE, false)).isEmpty();

    Traffic traffic = new Traffic(Datacentres.none());
    for (int i = 1; i <= 8; i++) {
      boolean odd = i > Rules.SAME_POINT;
      Told same = click(Optional.of(new Told.Click(100, 100, 640, 360)), 5_000);
      Told moving = click(Optional.of(new Told.Click(100 + i, 90, 640, 360)), 5_000);
      assertThat(traffic.take(same).isPresent()).as("number %d", i).isEqualTo(odd);
      assertThat(traffic.take(moving)).isEmpty();
    }
  }

  private static Told impression(String address, UUID person) {
    return new Told(
        Told.What.IMPRESSION,
        UUID.randomUUID(),
        0,
        Optional.of(person),
        Optional.empty(),
        address,
        Optional.of(NOW.minusSeconds(1)),
        Optional.of(NOW),
        OptionalLong.of(20_000),
        Optional.empty(),
        NOW);
  }

  private static Told told(
      Told.What what, int quartile, Optional<Instant> filled, Optional<Instant> shown) {
    return new Told(
        what,
        UUID.randomUUID(),
        quartile,
        Optional.of(UUID.randomUUID()),
        Optional.empty(),
        HOME,
        filled,
        shown,
        OptionalLong.of(20_000),
        Optional.empty(),
        NOW);
  }

  private static Told quartile(int quartile, long afterMillis) {
    Instant shown = NOW.minus(Duration.ofMillis(afterMillis));
    return told(Told.What.QUARTILE, quartile, Optional.of(shown), Optional.of(shown));
  }

  private static Told click(Optional<Told.Click> click, long afterMillis) {
    Instant shown = NOW.minus(Duration.ofMillis(afterMillis));
    return new Told(
        Told.What.CLICK,
        UUID.randomUUID(),
        0,
        Optional.of(UUID.randomUUID()),
        Optional.empty(),
        HOME,
        Optional.of(shown),
        Optional.of(shown),
        OptionalLong.of(20_000),
        click,
        NOW);
  }
}
