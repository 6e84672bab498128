package playhouse.serving.personalisation.segments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.plans.PlansApi;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Looks who comes into a segment and who leaves it: at people of whom something has changed at
 * once, and at everybody again and again, for what only time changes. Several processes may find
 * the same; the database decides who tells of it.
 */
final class SegmentWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentWatch.class);
  private static final int AT_ONCE = 500;
  private static final int MOST_WAITING = 1_000_000;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final ServicesDatabase database;
  private final Portraits portraits;
  private final Conditions conditions;
  private final Members members;
  private final Supplier<Collection<Segment>> segments;
  private final Duration sweepEvery;
  private final Clock clock;
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "segments");
  private Iterator<UUID> sweep = List.<UUID>of().iterator();
  private long sweepDueNanos = System.nanoTime();
  private volatile boolean sweepNow;
  private volatile boolean closed;
  private BooleanSupplier ready = () -> false;

  /** Who is to come into a segment and who is to leave it. */
  private record Moves(Segment segment, Set<UUID> in, Set<UUID> out) {}

  SegmentWatch(
      ServicesDatabase database,
      Portraits portraits,
      Conditions conditions,
      Members members,
      Supplier<Collection<Segment>> segments,
      Duration sweepEvery,
      Clock clock) {
    this.database = database;
    this.portraits = portraits;
    this.conditions = conditions;
    this.members = members;
    this.segments = segments;
    this.sweepEvery = sweepEvery;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins, and looks at nobody before all is known of them: else they would leave for nothing. */
  void begin(BooleanSupplier known) {
    ready = known;
    thread.start();
  }

  /** Something of that person is no longer as it was. What finds no room is found by the sweep. */
  void changed(UUID person) {
    if (changed.size() < MOST_WAITING) {
      changed.add(person);
    }
  }

  /** Everybody is to be looked at: what is asked of them is no longer as it was. */
  void everybody() {
    sweepNow = true;
  }

  /** How many have changed and were not looked at yet. */
  int waiting() {
    return changed.size();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      boolean known = ready.getAsBoolean() && members.caughtUp();
      List<UUID> some = known ? next() : List.of();
      if (some.isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
        continue;
      }
      try {
        look(some);
      } catch (RuntimeException e) {
        // Whatever it is, it must not end this thread; those people are looked at again.
        changed.addAll(some);
        if (!closed) {
          LOG.warn("segments wait: {}", e.toString());
          LockSupport.parkNanos(AGAIN.toNanos());
        }
      }
    }
  }

  /** Those who changed come first; only where they leave room others are looked at. */
  private List<UUID> next() {
    List<UUID> some = new ArrayList<>();
    Iterator<UUID> waiting = changed.iterator();
    while (some.size() < AT_ONCE && waiting.hasNext()) {
      some.add(waiting.next());
      waiting.remove();
    }
    if (sweepNow || (!sweep.hasNext() && System.nanoTime() - sweepDueNanos >= 0)) {
      sweepNow = false;
      sweepDueNanos = System.nanoTime() + sweepEvery.toNanos();
      Set<UUID> all = portraits.people();
      all.addAll(members.people());
      sweep = all.iterator();
    }
    while (some.size() < AT_ONCE && sweep.hasNext()) {
      some.add(sweep.next());
    }
    return some;
  }

  private void look(List<UUID> people) {
    List<Segment> all = List.copyOf(segments.get());
    if (all.isEmpty()) {
      return;
    }
    Set<Signal> wanted = EnumSet.noneOf(Signal.class);
    all.forEach(segment -> wanted.addAll(conditions.of(segment.expression()).signals()));
    Map<UUID, PlansApi.Held> held = portraits.held(people, wanted);
    Map<String, Moves> moves = new HashMap<>();
    for (UUID person : people) {
      Optional<Map<String, Object>> values =
          portraits.of(person, Optional.ofNullable(held.get(person)));
      for (Segment segment : all) {
        boolean inside = values.filter(known -> holds(segment, known)).isPresent();
        if (inside != members.isIn(segment.id(), person)) {
          Moves of =
              moves.computeIfAbsent(
                  segment.id(), id -> new Moves(segment, new HashSet<>(), new HashSet<>()));
          (inside ? of.in() : of.out()).add(person);
        }
      }
    }
    // In one order, so that two processes do not wait for each other.
    moves.values().stream()
        .sorted(java.util.Comparator.comparing(each -> each.segment().id()))
        .forEach(this::move);
  }

  private boolean holds(Segment segment, Map<String, Object> values) {
    return !segment.retired()
        && Conditions.said(conditions.of(segment.expression()), values) == Conditions.Said.YES;
  }

  private void move(Moves moves) {
    String id = moves.segment().id();
    Boolean done = database.write(tx -> move(tx, moves));
    if (done) {
      moves.in().forEach(person -> members.set(id, person, true));
      moves.out().forEach(person -> members.set(id, person, false));
    }
  }

  /** Whether it was of the newest version: if not, everybody is looked at by that. */
  private boolean move(Handle tx, Moves moves) {
    String id = moves.segment().id();
    Optional<Segment> now = SegmentStore.lock(tx, id);
    if (now.isEmpty() || now.get().version() != moves.segment().version()) {
      return false;
    }
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<MemberStore.Transition> in = MemberStore.enter(tx, id, moves.in(), at);
    List<MemberStore.Transition> out = MemberStore.leave(tx, id, moves.out(), at);
    if (in.isEmpty() && out.isEmpty()) {
      return true;
    }
    MemberStore.count(tx, id, in.size(), out.size(), at);
    SegmentFacts.told(tx, id, in, at);
    SegmentFacts.told(tx, id, out, at);
    return true;
  }
}
