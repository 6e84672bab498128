package playhouse.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.Ending;
import playhouse.local.process.Foreground;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.FamilyEnds;
import playhouse.local.stack.House;
import playhouse.local.stack.Keys;
import playhouse.local.stack.Lag;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Postmaster;
import playhouse.local.stack.Stack;

/**
 * The guided tour: everything up, a world's past and present, a night's work, recommendations, and
 * the comparison with the truth.
 */
public final class Demo {
  private static final int DAYS = 35;
  private static final int ASKED = 5;
  private static final int EVENTS_PER_SECOND = 200;
  private static final int LIVE_MINUTES = 1;
  private static final int A_YEAR_OF_MINUTES = 365 * 24 * 60;
  private static final Duration LAKE_LIMIT = Duration.ofMinutes(15);
  private static final Duration LISTS_LIMIT = Duration.ofSeconds(60);
  private static final int FAULTS_SHOWN = 20;
  private static final long SEED = 1;

  private final House house;
  private final Progress progress;
  private final Stack stack;
  private final Audience audience;
  private final Spark spark;
  private final FamilyEnds ends;
  private final Stages stages = new Stages();

  public Demo(House house, Progress progress) {
    Foreground foreground = new Foreground(house.processes(), progress);
    this.house = house;
    this.progress = progress;
    this.stack = new Stack(house, progress);
    this.audience = new Audience(house, foreground);
    this.spark = new Spark(house, foreground);
    this.ends = new FamilyEnds(house.settings().get(Setting.KAFKA));
  }

  /** The answer is the exit code: 1 when something that must hold does not. */
  public int run(List<String> arguments) {
    DemoOptions options = DemoOptions.parse(arguments);
    if (options.once() && !stack.running()) {
      Ending.with("leave-nothing-running", stack::leave);
    }
    List<String> faults = tour(options);
    faults.forEach(fault -> progress.say("DOES NOT HOLD  " + fault));
    if (!options.once()) {
      goOn(options);
    }
    return faults.isEmpty() ? 0 : LocalFailure.FAILED;
  }

  private List<String> tour(DemoOptions options) {
    Postmaster postmaster = new Postmaster(house.home().resolve("postgres"));
    try (MemoryWatch memory = new MemoryWatch(house.processes(), postmaster)) {
      stages.time("up", stack::up);
      Tally before = Tally.take(audience, ends, spark);
      world(options);
      night();
      List<Recommender.Recommended> lists = stages.time("recommendations", this::recommendations);
      stages.time("lake after feedback", this::lake);
      Tally now = stages.time("counts", () -> Tally.take(audience, ends, spark));
      QualityCheck quality = stages.time("quality", () -> QualityCheck.read(spark));
      KpiCheck kpis = stages.time("kpis", () -> KpiCheck.read(audience.truth(), spark));
      LiveCheck live = stages.time("live kpis", () -> live(kpis));
      DemoReport report =
          new DemoReport(
              now.since(before),
              kpis.compared(),
              live.size(),
              lists,
              stages.all(),
              memory.peakMb());
      Path file = house.home().resolve("demo.json");
      report.write(file);
      new Guide(house.settings(), System.out).tell(report, kpis.size(), file);
      List<String> faults = new ArrayList<>(now.faults(before));
      faults.addAll(quality.faults());
      faults.addAll(shown(kpis.faults()));
      faults.addAll(shown(live.faults()));
      return faults;
    }
  }

  private static List<String> shown(List<String> faults) {
    int more = faults.size() - FAULTS_SHOWN;
    return more <= 0
        ? faults
        : Stream.concat(
                faults.stream().limit(FAULTS_SHOWN), Stream.of("and " + more + " more KPI values"))
            .toList();
  }

  private LiveCheck live(KpiCheck kpis) {
    if (!house.settings().list(Setting.STREAMING_JOBS).contains(Lag.LIVE_KPIS)) {
      return new LiveCheck(Map.of(), Map.of());
    }
    return LiveCheck.settled(house.settings().get(Setting.KAFKA), kpis.truth());
  }

  private void world(DemoOptions options) {
    if (!audience.hasPast()) {
      stages.time(
          "history", () -> audience.history(options.people(), DAYS, SEED, Audience.Arriving.EVER));
    }
    stages.time("lake after history", this::lake);
    int liveMinutes = options.once() ? options.minutes().orElse(LIVE_MINUTES) : LIVE_MINUTES;
    stages.time("live", () -> audience.live(liveMinutes, EVENTS_PER_SECOND, SEED));
    stages.time("lake after live", this::lake);
  }

  /**
   * Every job in its order, training among them; each finds out by itself which days have changed.
   */
  private void night() {
    stages.time("nightly", () -> spark.job("nightly"));
  }

  private List<Recommender.Recommended> recommendations() {
    String key = Keys.ofMachines(house.settings()).of("demo");
    Recommender recommender = new Recommender(house.settings().get(Setting.SERVING_URL), key);
    List<UUID> people = new Viewers(house.settings().get(Setting.KAFKA)).busiest(ASKED);
    if (people.isEmpty()) {
      throw new LocalFailure("the stream knows nobody yet");
    }
    recommender.awaitModel(people.get(0));
    long before = listsInKafka();
    List<Recommender.Recommended> lists = people.stream().map(recommender::recommend).toList();
    if (!Await.until(LISTS_LIMIT, () -> listsInKafka() >= before + 2L * people.size())) {
      throw new LocalFailure("served lists and feedback have not all reached Kafka");
    }
    return lists;
  }

  private long listsInKafka() {
    return ends.events().getOrDefault(Family.RECOMMENDATION.topic(), 0L);
  }

  private void lake() {
    new LakeWait(house, progress).untilEmpty(LAKE_LIMIT);
  }

  private void goOn(DemoOptions options) {
    progress.say("live traffic goes on; Ctrl-C ends it, ./playhouse down stops everything");
    audience.live(options.minutes().orElse(A_YEAR_OF_MINUTES), EVENTS_PER_SECOND, SEED);
  }
}
