package playhouse.serving.acquisition.rights;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import playhouse.serving.EmptyServices;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Bench;

/**
 * What it takes to decide whether something may be shown, with 50 000 titles and 200 000 grants in
 * memory, and how long a change takes to reach another process: {@code [--json]}. Ends 1 if a limit
 * is missed.
 */
public final class RightsBench {
  private static final int TITLES = 50_000;
  private static final int GRANTS = 200_000;
  private static final int DECISIONS = 5_000_000;
  private static final int ROUNDS = 7;
  private static final int CHANGES = 200;
  private static final double MOST_MICROS = 10;
  private static final double MOST_LAG_MILLIS = 1_000;
  private static final double MOST_BYTES = 16;
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "CN", "JP", "BR", "IN");

  private final Bench bench;
  private final Random random = new Random(20261130);

  private RightsBench(Bench bench) {
    this.bench = bench;
  }

  public static void main(String[] arguments) {
    Bench bench = new Bench("rights", arguments);
    new RightsBench(bench).run();
    System.exit(bench.status());
  }

  private void run() {
    RightsIndex index = new RightsIndex(RightsIndex.Untold.CATALOGUE);
    String[] titles = new String[TITLES];
    Arrays.setAll(titles, number -> "bench:" + number);
    for (int i = 0; i < GRANTS; i++) {
      index.take(List.of(grant(titles[i % TITLES])));
    }
    index.complete();
    decide(index, titles);
    follow();
  }

  /** The middle of some rounds, of which the first warms up; and what was allocated meanwhile. */
  private void decide(RightsIndex index, String[] titles) {
    Place[] places = new Place[256];
    Arrays.setAll(places, number -> place());
    int[] asked = random.ints(1 << 16, 0, TITLES).toArray();
    double[] nanos = new double[ROUNDS];
    double[] worked = new double[ROUNDS];
    long yes = 0;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long busy = threads.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      for (int i = 0; i < DECISIONS; i++) {
        boolean may = index.may(titles[asked[i & 0xffff]], places[i & 0xff]);
        yes += may ? 1 : 0;
      }
      nanos[round] = (System.nanoTime() - began) / (double) DECISIONS;
      worked[round] = (threads.getCurrentThreadCpuTime() - busy) / (double) DECISIONS;
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    System.err.printf("%d of %d allowed%n", yes, (long) ROUNDS * DECISIONS);
    bench.atMost("a decision, 50000 titles, 200000 grants", middle(nanos) / 1e3, "us", MOST_MICROS);
    bench.atMost("its CPU", middle(worked) / 1e3, "us", MOST_MICROS);
    bench.atMost("allocated for one", allocated / (double) DECISIONS, "bytes", MOST_BYTES);
  }

  /** But for the first round, which warms up. */
  private static double middle(double[] rounds) {
    double[] counted = Arrays.copyOfRange(rounds, 1, ROUNDS);
    Arrays.sort(counted);
    return counted[counted.length / 2];
  }

  /** One process changes, another's index is asked until it knows. */
  private void follow() {
    String uri = EmptyServices.uri();
    try (ServicesDatabase here = EmptyServices.at(uri);
        ServicesDatabase there = EmptyServices.at(uri)) {
      Rights rights = new Rights(here, Clock.systemUTC());
      RightsIndex index = new RightsIndex(RightsIndex.Untold.CLOSED);
      List<Double> millis = new ArrayList<>();
      try (RightsFollower follower = new RightsFollower(there, index)) {
        for (int i = 0; i < CHANGES; i++) {
          String title = "lag:" + i;
          Terms terms = grant(title).terms();
          here.write(tx -> rights.grant(tx, UUID.randomUUID(), terms, "bench"));
          long began = System.nanoTime();
          while (index.verdict(title, Place.unknown(NOW)).compareTo(Verdict.RIGHTS) <= 0) {
            LockSupport.parkNanos(200_000);
          }
          millis.add((System.nanoTime() - began) / 1e6);
          LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
        }
      }
      millis.sort(null);
      bench.atMost(
          "a change known to another process, p99 of " + CHANGES,
          millis.get(CHANGES * 99 / 100),
          "ms",
          MOST_LAG_MILLIS);
      bench.atMost("the slowest", millis.get(CHANGES - 1), "ms", MOST_LAG_MILLIS);
    }
  }

  private Place place() {
    return Place.of(
        Optional.of(one(COUNTRIES)),
        List.of(one(List.of(Model.values()))),
        Optional.of(one(List.of(Device.values()))),
        one(List.of(0, 1080, 2160)),
        NOW.plus(Duration.ofDays(random.nextInt(400) - 200)));
  }

  private Grant grant(String title) {
    Instant from = NOW.minus(Duration.ofDays(random.nextInt(300)));
    Terms terms =
        new Terms(
            title,
            "acme",
            Optional.empty(),
            random.nextInt(4) == 0 ? List.of("*") : List.of(one(COUNTRIES), one(COUNTRIES)),
            List.of(),
            List.of(one(List.of(Model.values()))),
            random.nextBoolean() ? List.of() : List.of(one(List.of(Device.values()))),
            random.nextBoolean() ? Optional.empty() : Optional.of(1080),
            false,
            from,
            from.plus(Duration.ofDays(30 + random.nextInt(500))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Grant(UUID.randomUUID(), 0, 0, terms, Optional.empty(), "bench", NOW, NOW);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
