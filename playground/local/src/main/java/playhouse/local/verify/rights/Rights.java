package playhouse.local.verify.rights;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import playhouse.contracts.Setting;
import playhouse.contracts.VirtualClock;
import playhouse.local.process.Await;
import playhouse.local.process.Ending;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;
import playhouse.local.stack.Service;
import playhouse.local.stack.Services;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * Months in which licensors grant, amend and take back at random while people in six territories
 * look, ask and play, by a clock that is moved to where windows begin and end. Every answer must be
 * what the words of the grants say.
 */
public final class Rights implements Proof {
  static final String CATALOGUE = "proof";

  private static final Instant BEGIN = Instant.parse("2026-03-20T11:00:00Z");
  private static final Duration READY = Duration.ofMinutes(2);

  /** What the index holds: as many as the list of newest titles shows. */
  private static final int TITLES = 300;

  private static final Size WHOLE = new Size(120, 25, 28, 12, 12, 40);
  private static final Size QUICK = new Size(12, 12, 3, 5, 5, 12);

  /** Changes of rights do not reach who answers. */
  private static final String STALE_INDEX = "stale-index";

  /** The last day of a window does not belong to it. */
  private static final String LAST_DAY_LOST = "last-day-lost";

  /** What is granted somewhere is granted everywhere. */
  private static final String TERRITORY_IGNORED = "territory-ignored";

  /** Nothing waits. */
  private static final String HOLDBACK_DROPPED = "holdback-dropped";

  /**
   * How much of it.
   *
   * @param rounds between which the clock is moved
   * @param acts of licensors in each
   * @param asks about all titles in each
   */
  private record Size(int rounds, int acts, int asks, int looks, int plays, int people) {}

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public String purpose() {
    return "grants, travel, plans and clocks at random: nothing is shown that may not be";
  }

  @Override
  public List<String> sabotages() {
    return List.of(STALE_INDEX, LAST_DAY_LOST, TERRITORY_IGNORED, HOLDBACK_DROPPED);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(Setting.CLOCK.key(), "virtual");
  }

  @Override
  public List<Check> run(Trial trial) {
    VirtualClock.set(trial.house().home(), BEGIN);
    Services services = new Services(trial.house());
    List<Service> users =
        services.users().stream()
            .filter(
                each ->
                    each.portKey() == Setting.SERVING_PORT
                        || each.portKey() == Setting.COLLECTOR_PORT)
            .toList();
    Stack stack = new Stack(trial.house(), trial.progress(), services.stores(), users);
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      return live(trial);
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  private static List<Check> live(Trial trial) {
    Random random = new Random(trial.seed());
    Size size = trial.quick() ? QUICK : WHOLE;
    Counter counter = new Counter(trial.house(), BEGIN);
    List<String> titles =
        IntStream.range(0, TITLES).mapToObj(number -> CATALOGUE + ":" + number).toList();
    settle(counter, titles);
    sabotage(trial);
    Oracle oracle = new Oracle();
    Market market = new Market(counter, oracle, random, titles);
    Viewers viewers = new Viewers(counter, oracle, market, random, titles);
    viewers.arrive(size.people());
    titles.forEach(market::grant);
    for (int round = 0; round < size.rounds(); round++) {
      List<Runnable> acts = new ArrayList<>();
      acts.addAll(Collections.nCopies(size.acts(), market::act));
      acts.addAll(Collections.nCopies(size.asks(), viewers::ask));
      acts.addAll(Collections.nCopies(size.looks(), viewers::look));
      acts.addAll(Collections.nCopies(size.plays(), viewers::play));
      acts.add(viewers::changePlans);
      Collections.shuffle(acts, random);
      acts.forEach(Runnable::run);
      counter.to(counter.now().plus(market.pause()));
      if (round % 10 == 9) {
        trial.progress().say("  round " + (round + 1) + ", " + counter.now());
      }
    }
    trial
        .progress()
        .say(
            "  " + counter.asked() + " requests until " + counter.now() + ", seed " + trial.seed());
    List<Check> checks = new ArrayList<>();
    viewers.tallies().forEach(tally -> checks.add(tally.check()));
    checks.add(market.conflicts().check());
    return checks;
  }

  /** Has the titles be there, and be shown: no grant was told of any yet. */
  private static void settle(Counter counter, List<String> titles) {
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.now();
    for (String title : titles) {
      lines.append(
          """
          {"specversion":"1.0","id":"%s","source":"/demo/proof","type":"title.upserted","time":"%s",\
          "data":{"title":"%s","kind":"film","name":"%s","exclusive":false}}
          """
              .formatted(UUID.randomUUID(), now, title, title));
    }
    counter.events(lines.toString());
    String all = "/v1/recommendations?limit=200&person=" + CATALOGUE + ":" + UUID.randomUUID();
    boolean there =
        Await.until(
            READY, () -> counter.machine("GET", all, "").body().path("items").size() == 200);
    if (!there) {
      throw new LocalFailure("the titles do not get there");
    }
  }

  private static void sabotage(Trial trial) {
    if (trial.breaks(STALE_INDEX)) {
      distort(
          trial.house(), "new.version := case when tg_op = 'INSERT' then new.version else 0 end");
    } else if (trial.breaks(LAST_DAY_LOST)) {
      distort(
          trial.house(),
          "new.valid_until := greatest(new.valid_from + interval '1 second',"
              + " new.valid_until - interval '1 day')");
    } else if (trial.breaks(TERRITORY_IGNORED)) {
      distort(trial.house(), "new.territories := '{*}'");
    } else if (trial.breaks(HOLDBACK_DROPPED)) {
      distort(trial.house(), "new.holdback_models := '{}'; new.holdback_until := null");
    }
  }

  /** Has the database put down something else than it is told. */
  private static void distort(House house, String change) {
    try (Connection connection =
            DriverManager.getConnection(
                house.settings().get(Setting.SERVICES_URI),
                house.settings().get(Setting.SERVICES_USER),
                house.settings().find(Setting.SERVICES_PASSWORD).orElse(""));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create function acquisition.distort() returns trigger language plpgsql as $$ begin "
              + change
              + "; return new; end $$");
      statement.execute(
          "create trigger distorted before insert or update on acquisition.rights_grant"
              + " for each row execute function acquisition.distort()");
    } catch (SQLException e) {
      throw new LocalFailure("cannot break the rights: " + e.getMessage(), e);
    }
  }
}
