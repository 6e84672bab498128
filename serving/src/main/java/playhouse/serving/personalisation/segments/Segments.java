package playhouse.serving.personalisation.segments;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.billing.plans.PlansApi;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.people.PredictionStore;
import playhouse.serving.personalisation.people.ProfileStore;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/** Segments put together. */
public final class Segments implements SegmentsApi, AutoCloseable {
  /** Id of the system. */
  static final String SYSTEM = "S6.2";

  private static final Duration PAUSE = Duration.ofMillis(400);

  private final Map<String, Segment> segments = new ConcurrentHashMap<>();
  private final People people;
  private final Members members;
  private final SegmentWatch watch;
  private final TableFollower follower;
  private final int least;
  private final List<Routes> routes;

  /**
   * What is known of people.
   *
   * @param plans of their subscriptions
   * @param consented whether somebody lets us
   * @param limited whether somebody is shown titles up to an age only: they are not targeted
   */
  public record People(
      LiveStore live,
      ProfileStore profiles,
      PredictionStore predictions,
      Titles titles,
      PlansApi plans,
      Predicate<UUID> consented,
      Predicate<UUID> limited) {}

  /** In that database. */
  public Segments(ServicesDatabase database, People people, Settings settings, Clock clock) {
    this.people = people;
    Conditions conditions = new Conditions();
    Portraits portraits =
        new Portraits(
            new Portraits.Known(people.live(), people.profiles(), people.predictions()),
            people.titles(),
            people.plans(),
            people.consented(),
            clock);
    members = new Members(database);
    watch =
        new SegmentWatch(
            database,
            portraits,
            conditions,
            members,
            segments::values,
            Duration.ofSeconds(settings.number(Setting.SEGMENT_SWEEP_SECONDS)),
            clock);
    follower =
        new TableFollower(
            "segments",
            database,
            PAUSE,
            (handle, since) -> SegmentStore.since(handle, since).forEach(this::know));
    people.live().tell(features -> watch.changed(features.getPerson()));
    people.profiles().tell(watch::changed);
    people.predictions().tell(watch::changed);
    least = settings.number(Setting.SEGMENT_LEAST);
    routes =
        List.of(
            new SegmentRoutes(
                database, this, conditions, new Preview(portraits, conditions), clock),
            new MemberRoutes(database, this));
  }

  /** Begins to look once all is known. */
  public void begin(BooleanSupplier known) {
    watch.begin(() -> known.getAsBoolean() && follower.caughtUp());
  }

  /** Something of that person is no longer as it was, such as their consent or their plan. */
  public void changed(UUID person) {
    watch.changed(person);
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  @Override
  public boolean in(UUID person, String segment) {
    Segment known = segments.get(segment);
    if (known == null || known.retired()) {
      throw missing();
    }
    whyNot(known)
        .ifPresent(
            why -> {
              throw why;
            });
    return people.consented().test(person)
        && !people.limited().test(person)
        && members.isIn(segment, person);
  }

  /** Whether somebody is targeted by a segment. */
  boolean targets(UUID person, String segment) {
    Segment known = segments.get(segment);
    return known != null && mayTarget(known) && in(person, segment);
  }

  /** Whether people may be targeted by it. */
  boolean mayTarget(Segment segment) {
    return !segment.retired() && whyNot(segment).isEmpty();
  }

  private Optional<Refusal> whyNot(Segment segment) {
    if (segment.sensitive()) {
      return Optional.of(
          Refusal.barred("segment_sensitive", "nobody is targeted by what is sensitive"));
    }
    return members.size(segment.id()) < least
        ? Optional.of(
            Refusal.barred(
                "segment_too_small",
                "nobody is targeted by a segment of fewer than " + least + " people"))
        : Optional.empty();
  }

  /** Who is in a segment, as far as this process knows; nobody if there is none. */
  public Set<UUID> people(String segment) {
    return members.of(segment);
  }

  /** How many are in it, as far as this process knows. */
  int size(String segment) {
    return members.size(segment);
  }

  /** Knows at once what was changed. */
  void know(Segment segment) {
    Segment before = segments.get(segment.id());
    if (before == null || before.version() < segment.version()) {
      segments.put(segment.id(), segment);
      watch.everybody();
    }
  }

  /** A segment that nobody else changes meanwhile. */
  static Segment lock(Handle tx, String id) {
    return SegmentStore.lock(tx, id).orElseThrow(Segments::missing);
  }

  static Refusal missing() {
    return Refusal.missing("there is no such segment");
  }

  /** Tells how much is held. */
  public void measure(Meters meters) {
    meters.gauge("playhouse_segments", "Segments in memory", segments::size);
    meters.gauge("playhouse_segment_members", "Memberships in memory", members::all);
    meters.gauge(
        "playhouse_segments_waiting",
        "People who changed and wait to be looked at",
        watch::waiting);
  }

  @Override
  public void close() {
    watch.close();
    follower.close();
    members.close();
  }
}
