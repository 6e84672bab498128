package playhouse.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Taken;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * Recommendations over HTTP at 50 000 titles and 100 000 people, as many in a second as are asked
 * for whether or not the ones before are answered, each time counted from when it was due; then as
 * many as go; and how long serving takes to be ready with them: {@code [--json] [PEOPLE]}. Nothing
 * is computed before it is asked for. Ends 1 if a limit is missed.
 */
public final class RecommendBench {
  private static final int TITLES = 50_000;
  private static final int RECENT = 40;
  private static final int LEARNT_FROM = 30_000;
  private static final int DENSE_TITLES = 2_000;
  private static final int A_SECOND = 500;
  private static final int SECONDS = 30;
  private static final int WARM_UP = 12_000;
  private static final int PEAK = 12_000;
  private static final String SHELF = "bench";

  private final Bench bench;
  private final int people;

  private RecommendBench(Bench bench) {
    this.bench = bench;
    this.people = bench.number(100_000);
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("recommend", arguments);
    new RecommendBench(bench).run();
    System.exit(bench.status());
  }

  private void run() throws Exception {
    String kafka = Broker.shared().address();
    fill(kafka, new Random(20261122), Files.createTempDirectory("bench-models"));
    long opened = System.nanoTime();
    // Titles are read for tags once, in the background: that is not what is measured.
    try (House house = House.open(kafka, Map.of("PLAYHOUSE_TAGGING", "off"))) {
      double ready = (System.nanoTime() - opened) / 1e9;
      bench.atMost("ready with " + people + " people", ready, "s", 60);
      Callers callers = new Callers(house.port(), this::question, RecommendBench::check);
      callers.asFastAsCanBe(4, WARM_UP);
      Answering before = Answering.now();
      double[] open = callers.steadily(A_SECOND, SECONDS);
      double cpu = before.since() / 1e6 / open.length;
      double peak = callers.asFastAsCanBe(4, PEAK);
      System.err.printf(
          Locale.ROOT,
          "%d requests at %d/s: p50 %.2f ms, p99.9 %.2f ms, most %.2f ms%n",
          open.length,
          A_SECOND,
          Callers.percentile(open, 0.5),
          Callers.percentile(open, 0.999),
          open[open.length - 1]);
      bench.atMost("p99 at 500 requests/s", Callers.percentile(open, 0.99), "ms", 10);
      bench.atMost("CPU of a request, its caller's apart", cpu, "ms", 1.5);
      bench.atLeast("peak, 4 callers on the same cores", peak, "requests/s", 1000);
      Runtime.getRuntime().gc();
      double heap = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
      bench.atMost("heap in use, with the bench's own", heap, "MB", 1500);
    }
  }

  private String question(Random random) {
    return Callers.get("/v1/recommendations?person=" + person(random.nextInt(people)));
  }

  private static void check(String body) throws IOException {
    if (!body.contains("\"servedBy\":\"model\"") || !body.contains("\"degraded\":[]")) {
      throw new IOException(body);
    }
  }

  private void fill(String kafka, Random random, Path models) {
    Histories.Builder histories = new Histories.Builder();
    try (World world = World.hasty(kafka)) {
      for (int title = 0; title < TITLES; title++) {
        world.title(
            TitleUpserted.newBuilder()
                .setTitle(SHELF + ":" + title)
                .setKind("film")
                .setName("Title " + title)
                .setGenres(List.of("Genre " + title % 20, "Genre " + title % 7))
                .setMinimumAge(title % 19)
                .setExclusive(false),
            Instant.now());
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

  private static UUID person(int number) {
    return new UUID(7, number);
  }

  private static LiveFeatures features(int person, Random random) {
    Instant now = Instant.now();
    List<RecentTitle> recent = new ArrayList<>();
    for (int i = 0; i < RECENT; i++) {
      // Popular titles are taken much more often than others.
      int number = (int) (TITLES * Math.pow(random.nextDouble(), 3));
      recent.add(new RecentTitle(SHELF + ":" + number, now.minusSeconds(i), random.nextFloat()));
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
}
