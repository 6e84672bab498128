package playhouse.serving.advertising.pacing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.PacingAdjusted;
import playhouse.models.ads.DayCurve;
import playhouse.models.ads.Pace;
import playhouse.models.ads.PacingController;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.outbox.Outbox;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * {@link Pacer} of all line items that spend evenly: one process decides every minute and puts it
 * down, all go by what stands there.
 */
public final class Pacing implements Pacer, AutoCloseable {
  /** Id of the system. */
  static final String SYSTEM = "S8.4";

  /** How often shares are decided. */
  public static final Duration EVERY = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Others are told of a share that is so much more or less than what they were told last. */
  private static final double MARKED = 0.2;

  /** What a line item begins with when nothing is known of what its chances bring. */
  private static final double FIRST_SHARE = 0.2;

  private final Flights flights;
  private final Standing standing;
  private final Traffic traffic;
  private final Clock clock;
  private final Map<UUID, PaceStore.Kept> paces = new ConcurrentHashMap<>();
  private final TableFollower follower;
  private Optional<Moment> before = Optional.empty();

  /** When the traffic was looked at last, and how much there was by then. */
  private record Moment(Instant at, double seen) {}

  /** In that database. */
  public Pacing(
      ServicesDatabase database, Flights flights, Standing standing, Traffic traffic, Clock clock) {
    this.flights = flights;
    this.standing = standing;
    this.traffic = traffic;
    this.clock = clock;
    follower =
        new TableFollower(
            "paces",
            database,
            PAUSE,
            (handle, since) -> {
              traffic.share(handle);
              PaceStore.since(handle, since).forEach(this::know);
            });
  }

  @Override
  public double share(LineItem lineItem, Instant now) {
    if (lineItem.pace() == LineItem.Pace.ASAP || goal(lineItem) <= 0) {
      return 1;
    }
    PaceStore.Kept kept = paces.get(lineItem.id());
    return kept == null ? FIRST_SHARE : kept.pace().share();
  }

  @Override
  public double urgency(LineItem lineItem, Instant now) {
    PaceStore.Kept kept = paces.get(lineItem.id());
    return kept == null || lineItem.kind() != LineItem.Kind.GUARANTEED ? 1 : kept.pace().urgency();
  }

  /** Whether all that stood in the database is known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  /** Decides anew for all that spend evenly. Nothing is left to do then, so that it answers 0. */
  public synchronized int decide(Handle tx) {
    if (!follower.caughtUp()) {
      return 0;
    }
    Instant now = clock.instant();
    DayCurve curve = traffic.curve();
    PacingController controller = new PacingController(curve);
    double level = level(curve, now);
    List<PaceStore.Kept> decided = new ArrayList<>();
    List<SpecificRecordBase> facts = new ArrayList<>();
    for (Flight flight : flights.now().flights()) {
      LineItem item = flight.lineItem();
      boolean runs = !now.isBefore(item.begins()) && now.isBefore(item.ends());
      if (!runs || item.pace() == LineItem.Pace.ASAP || goal(item) <= 0) {
        continue;
      }
      PaceStore.Kept kept = decide(controller, item, level, now);
      decided.add(kept);
      if (isMarked(kept)) {
        facts.add(fact(item, kept.pace(), now));
        decided.set(
            decided.size() - 1,
            new PaceStore.Kept(kept.lineItem(), kept.pace(), kept.pace().share()));
      }
    }
    PaceStore.put(tx, decided);
    Outbox.add(tx, SYSTEM, facts);
    decided.forEach(this::know);
    return 0;
  }

  private PaceStore.Kept decide(
      PacingController controller, LineItem item, double level, Instant now) {
    Standing.Spending spending = standing.of(item.id());
    boolean byCount = item.goal().isPresent();
    double delivered =
        byCount
            ? spending.impressions()
            : (double) (spending.spentMicros() + spending.heldMicros());
    var goal =
        new PacingController.Goal(
            item.begins(),
            item.ends(),
            goal(item),
            byCount ? goal(item) : item.dayBudgetMicros().orElse(Long.MAX_VALUE));
    var seen =
        new PacingController.Seen(
            now, delivered, byCount ? delivered : spending.todayMicros(), level);
    PaceStore.Kept kept = paces.get(item.id());
    return kept == null
        ? new PaceStore.Kept(item.id(), controller.first(seen, FIRST_SHARE), -1)
        : new PaceStore.Kept(item.id(), controller.next(kept.pace(), goal, seen), kept.toldShare());
  }

  /** Traffic since it was looked at last, by what was expected; 1 while nobody knows. */
  private double level(DayCurve curve, Instant now) {
    double seen = traffic.seen();
    double expected =
        before.map(then -> traffic.perDay() * curve.between(then.at(), now)).orElse(0.0);
    double came = before.map(then -> seen - then.seen()).orElse(0.0);
    before = Optional.of(new Moment(now, seen));
    return expected < 1 || came < 0 ? 1 : came / expected;
  }

  private static double goal(LineItem item) {
    return item.goal().orElse(item.kind() == LineItem.Kind.HOUSE ? 0 : item.budgetMicros());
  }

  private static boolean isMarked(PaceStore.Kept kept) {
    double share = kept.pace().share();
    return Math.abs(share - kept.toldShare()) > MARKED * Math.max(share, kept.toldShare());
  }

  private void know(PaceStore.Kept kept) {
    paces.merge(
        kept.lineItem(),
        kept,
        (old, fresh) -> fresh.pace().at().isBefore(old.pace().at()) ? old : fresh);
  }

  private static Ad fact(LineItem item, Pace pace, Instant now) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId("pacing/" + item.id() + "/" + now.toEpochMilli())
            .setSource("/serving")
            .setOccurred(now)
            .setSent(now)
            .setReceived(now)
            .build();
    long price = item.goal().isPresent() ? item.priceMicros() / 1000 : 1;
    return Ad.newBuilder()
        .setEnvelope(envelope)
        .setType("pacing.adjusted")
        .setPacingAdjusted(
            new PacingAdjusted(
                item.id().toString(),
                pace.share(),
                (long) (pace.delivered() * price),
                (long) (pace.planned() * price),
                item.currency().getCode()))
        .build();
  }

  @Override
  public void close() {
    follower.close();
  }
}
