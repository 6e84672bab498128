package playhouse.serving;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Taken;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * How long a recommendation takes over HTTP with 50 000 titles and 100 000 people in memory, and
 * how long serving takes to be ready with them: {@code [--json] [PEOPLE]}. Ends 1 if a limit is
 * missed.
 */
public final class RecommendationBench {
  private static final int TITLES = 50_000;
  private static final int RECENT = 40;
  private static final int LEARNT_FROM = 30_000;
  private static final int DENSE_TITLES = 2_000;
  private static final int CALLERS = 4;
  private static final int WARM_UP = 4_000;
  private static final int REQUESTS = 8_000;
  private static final double MOST_P99_MILLIS = 50;
  private static final double MOST_READY_SECONDS = 60;
  private static final String SHELF = "bench";

  private final Bench bench;
  private final int people;

  private RecommendationBench(Bench bench) {
    this.bench = bench;
    this.people = bench.number(100_000);
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("serving", arguments);
    new RecommendationBench(bench).run();
    System.exit(bench.status());
  }

  private void run() throws Exception {
    String kafka = Broker.shared().address();
    fill(kafka, new Random(20261122), Files.createTempDirectory("bench-models"));
    long began = System.nanoTime();
    try (House house = House.open(kafka)) {
      double ready = (System.nanoTime() - began) / 1e9;
      bench.atMost("ready with " + people + " people", ready, "s", MOST_READY_SECONDS);
      double p99 = percentile(measure(house), 0.99);
      bench.atMost("p99 at 50000 titles", p99, "ms", MOST_P99_MILLIS);
    }
  }

  private double[] measure(House house) throws Exception {
    measure(house, WARM_UP);
    long start = System.nanoTime();
    double before = cpuMillis();
    double[] millis = measure(house, REQUESTS);
    System.err.printf(
        Locale.ROOT,
        "%d callers, %.0f requests/s, p50 %.2f ms, %.2f ms CPU a request, its caller included%n",
        CALLERS,
        millis.length / ((System.nanoTime() - start) / 1e9),
        percentile(millis, 0.50),
        (cpuMillis() - before) / millis.length);
    return millis;
  }

  private static double cpuMillis() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e6;
  }

  private void fill(String kafka, Random random, Path models) {
    Histories.Builder histories = new Histories.Builder();
    try (World world = World.hasty(kafka)) {
      for (int title = 0; title < TITLES; title++) {
        world.title(SHELF + ":" + title, "Title " + title, "Genre " + title % 20);
      }
      for (int person = 0; person < people; person++) {
        LiveFeatures features = features(person, random);
        world.liveFeatures(features);
        if (person < LEARNT_FROM) {
          for (RecentTitle taken : features.getRecent()) {
            histories.add(
                "p" + person,
                new Taken(taken.getTitle(), taken.getOccurred(), taken.getStrength()));
          }
        }
      }
      world.model(Artifacts.store(models, histories.build(), DENSE_TITLES));
    }
  }

  private double[] measure(House house, int requests) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Callable<List<Double>>> work = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      long seed = caller;
      work.add(() -> call(house.port(), new Random(seed), requests / CALLERS));
    }
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> done : callers.invokeAll(work)) {
      all.addAll(done.get());
    }
    callers.shutdown();
    double[] millis = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(millis);
    return millis;
  }

  private List<Double> call(int port, Random random, int requests) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<Double> millis = new ArrayList<>();
    while (millis.size() < requests) {
      UUID person = person(random.nextInt(people));
      URI uri = URI.create("http://127.0.0.1:" + port + "/v1/recommendations?person=" + person);
      long began = System.nanoTime();
      var answer =
          client.send(
              HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + Ground.KEY).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().contains("\"servedBy\":\"model\"")) {
        throw new IllegalStateException(answer.body());
      }
      millis.add((System.nanoTime() - began) / 1e6);
    }
    return millis;
  }

  private static UUID person(int number) {
    return new UUID(7, number);
  }

  private static LiveFeatures features(int person, Random random) {
    Instant now = Instant.now();
    List<RecentTitle> recent = new ArrayList<>();
    for (int i = 0; i < RECENT; i++) {
      recent.add(new RecentTitle(title(random), now.minusSeconds(i), random.nextFloat()));
    }
    return LiveFeatures.newBuilder()
        .setPerson(person(person))
        .setVersion(1)
        .setOccurred(now)
        .setRecent(recent)
        .setPlays(RECENT)
        .setPlayedMillis(1)
        .setInteractions(0)
        .build();
  }

  /** Popular titles are taken much more often than others. */
  private static String title(Random random) {
    int number = (int) (TITLES * Math.pow(random.nextDouble(), 3));
    return SHELF + ":" + number;
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
