package playhouse.serving.personalisation.experiments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import playhouse.contracts.experiment.Metric;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.serving.personalisation.experiments.readout.Plan;
import playhouse.serving.personalisation.experiments.readout.Readout;
import playhouse.serving.platform.Json;
import playhouse.testbed.Bench;
import playhouse.warehouse.Buckets;

/** What a flag costs whoever asks in process, and what reading a large experiment out takes. */
final class ExperimentsBench {
  private static final int PEOPLE = 100_000;
  private static final int ROUNDS = 30;
  private static final int METRICS = 100;
  private static final int SLICES = 50;
  private static final int READOUTS = 40;
  private static final List<Metric> KNOWN = List.of(Metric.values());
  private static final double NANOS_IN_MILLI = 1e6;
  private static final List<String> ARMS = List.of("control", "b", "c");

  private ExperimentsBench() {}

  public static void main(String[] arguments) {
    Bench bench = new Bench("experiments", arguments);
    bench.atMost("a flag, people who were asked about today", flag(""), "ns", 1_000);
    bench.atMost(
        "a flag with targeting by CEL", flag("platform == 'tv' && country == 'CN'"), "ns", 1_000);
    Readout[] last = new Readout[1];
    bench.atMost("a readout of 100 metrics x 3 arms x 50 slices", readout(last), "ms", 100);
    bench.atLeast("lines of it", last[0].effects().size(), "", METRICS * SLICES * 2.0);
    System.exit(bench.status());
  }

  /** Nanoseconds of one, the best round of many: what else the machine does is not the flag's. */
  private static double flag(String targeting) {
    Random random = new Random(1);
    Flags flags = FlagsTest.known(new Exposures(person -> true, Clock.systemUTC()), targeting);
    Map<String, String> attributes = Map.of("platform", "tv", "country", "CN");
    UUID[] people = new UUID[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
      people[i] = new UUID(random.nextLong(), random.nextLong());
    }
    double best = Double.MAX_VALUE;
    long split = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (UUID person : people) {
        split +=
            flags.of("colour", person, attributes).orElseThrow().reason() == Flags.Reason.SPLIT
                ? 1
                : 0;
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) PEOPLE);
    }
    if (split != (long) PEOPLE * ROUNDS) {
      throw new IllegalStateException("somebody was not in it");
    }
    return best;
  }

  /** Milliseconds of the slowest but one of twenty after as many to warm up, JSON included. */
  private static double readout(Readout[] last) {
    Plan plan = new Plan("large", ARMS, List.of(0.4, 0.3, 0.3), "time_spent", 0.05, 10_000);
    Map<String, Map<String, ExperimentStatistics>> all = statistics(new Random(2));
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < READOUTS; i++) {
      long start = System.nanoTime();
      last[0] = Readout.of(plan, all);
      if (Json.bytes(last[0].effects()).length == 0) {
        throw new IllegalStateException("nothing was written");
      }
      millis.add((System.nanoTime() - start) / NANOS_IN_MILLI);
    }
    List<Double> warm = millis.subList(READOUTS / 2, READOUTS).stream().sorted().toList();
    return warm.get(warm.size() - 2);
  }

  private static Map<String, Map<String, ExperimentStatistics>> statistics(Random random) {
    Map<String, Map<String, ExperimentStatistics>> all = new HashMap<>();
    for (int slice = 0; slice < SLICES; slice++) {
      String name = slice == 0 ? "all" : "platform=" + slice;
      Map<String, ExperimentStatistics> arms = new HashMap<>();
      for (String arm : ARMS) {
        arms.put(arm, statistics(random, arm, name));
      }
      all.put(name, arms);
    }
    return all;
  }

  private static ExperimentStatistics statistics(Random random, String arm, String slice) {
    List<MetricMoments> metrics = new ArrayList<>();
    long n = 5_000;
    for (int metric = 0; metric < METRICS; metric++) {
      boolean known = metric < KNOWN.size();
      double mean = 1 + random.nextDouble();
      metrics.add(
          MetricMoments.newBuilder()
              .setMetric(known ? KNOWN.get(metric).text() : "metric-" + metric)
              .setN(n)
              .setY(n * mean)
              .setYy(n * (mean * mean + 1))
              .setX(n * 2.0)
              .setXx(n * 5.0)
              .setXy(n * (2 * mean + 0.5))
              .setBuckets(
                  known && KNOWN.get(metric).kind() == Metric.Kind.QUANTILE
                      ? buckets(random, n)
                      : List.of())
              .build());
    }
    return ExperimentStatistics.newBuilder()
        .setExperiment("large")
        .setVariant(arm)
        .setSlice(slice)
        .setVersion(1)
        .setExposed(n)
        .setClosed(n)
        .setCrossed(0)
        .setMetrics(metrics)
        .build();
  }

  private static List<Long> buckets(Random random, long n) {
    long[] counts = new long[(int) Buckets.edges().count()];
    for (int person = 0; person < n; person++) {
      counts[random.nextInt(counts.length)]++;
    }
    List<Long> all = new ArrayList<>();
    for (long count : counts) {
      all.add(count);
    }
    return all;
  }
}
