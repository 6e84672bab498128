package playhouse.audience;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import playhouse.audience.live.DoorDestination;
import playhouse.audience.live.Ledger;
import playhouse.audience.live.Postman;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Destination;
import playhouse.audience.send.FileDestination;
import playhouse.audience.send.KafkaDestination;
import playhouse.audience.send.Lane;
import playhouse.audience.send.NotDelivered;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** {@code history}: acts the past out and sends its events. */
final class HistoryCommand {

  private static final Set<String> KNOWN =
      Set.of(
          "people",
          "days",
          "until",
          "seed",
          "titles",
          "heartbeat-seconds",
          "threads",
          "to",
          "format",
          "run",
          "duplicates",
          "late",
          "shuffled",
          "arriving");

  private HistoryCommand() {}

  static void run(Settings settings, String[] args) {
    Options options = new Options(args, 1, KNOWN);
    Plan plan = plan(options);
    RunFiles files = new RunFiles(settings.home(), options.text("run").orElse("world"));
    Trouble trouble =
        new Trouble(
            options.share("duplicates", Trouble.USUAL.duplicates()),
            options.share("late", Trouble.USUAL.late()),
            options.share("shuffled", Trouble.USUAL.shuffled()));
    History.Arriving arriving = arriving(options);
    int threads = options.number("threads", Runtime.getRuntime().availableProcessors());
    World world = new World(plan);
    History history = new History(world, settings.zones(), settings.get(Setting.CURRENCY));
    Counts counts = new Counts();
    long begin = System.nanoTime();
    try (Destination destination = destination(settings, options)) {
      history.send(
          destination, trouble, arriving, threads, counts, day -> progress(plan, day, counts));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    files.plan(plan);
    history.oracle().write(files.truth());
    Summary summary = summary(options.text("run").orElse("world"), plan, counts);
    files.sent(
        arriving == History.Arriving.AFTER
            ? files.sent().map(summary::after).orElse(summary)
            : summary);
    System.out.printf(
        Locale.ROOT,
        "%d events of %d people over %d days in %.1f s (%.0f events/s with %d threads)%n",
        counts.total(),
        plan.people(),
        plan.endDay() - plan.firstDay(),
        seconds,
        counts.total() / seconds,
        threads);
    System.out.println("truth: " + files.truth());
  }

  private static Plan plan(Options options) {
    LocalDate until =
        options
            .text("until")
            .map(LocalDate::parse)
            .orElseGet(() -> LocalDate.now(ZoneOffset.UTC).minusDays(1));
    return Plan.of(
        options.whole("seed", 1),
        options.number("people", 1000),
        options.number("titles", 1200),
        options.number("days", 30),
        until,
        options.number("heartbeat-seconds", 60));
  }

  private static History.Arriving arriving(Options options) {
    String word = options.text("arriving").orElse("ever");
    return Arrays.stream(History.Arriving.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("--arriving ever, before or after"));
  }

  private static Destination destination(Settings settings, Options options) {
    String to = options.text("to").orElse("kafka");
    if (to.equals("kafka")) {
      return new KafkaDestination(settings.get(Setting.KAFKA));
    }
    if (to.equals("http")) {
      return new OverHttp(settings);
    }
    if (!to.equals("files") || !options.has("dir")) {
      throw new IllegalArgumentException("--to kafka, --to http, or --to files DIR");
    }
    String format = options.text("format").orElse("avro").toUpperCase(Locale.ROOT);
    return new FileDestination(
        Path.of(options.text("dir").orElseThrow()), FileDestination.Format.valueOf(format));
  }

  /** Through the front door, with a postman of its own. */
  private static final class OverHttp implements Destination {
    private final Ledger ledger = new Ledger();
    private final Postman postman;
    private final Destination door;

    OverHttp(Settings settings) {
      postman = new Postman(settings.get(Setting.COLLECTOR_URL), ApiKey.read(settings), ledger);
      door = new DoorDestination(postman);
    }

    @Override
    public Lane open(String name) {
      return door.open(name);
    }

    @Override
    public void close() {
      int left = postman.close(Duration.ofMinutes(10));
      if (left > 0 || ledger.all().rejected() > 0) {
        String why = left > 0 ? postman.failure() : ledger.firstSurprise();
        throw new NotDelivered("not all was taken: " + why, new IllegalStateException(why));
      }
    }
  }

  private static void progress(Plan plan, int day, Counts counts) {
    if (day >= plan.firstDay()) {
      System.out.printf(
          Locale.ROOT,
          "history %s: %d of %d days, %d events%n",
          LocalDate.ofEpochDay(day),
          day - plan.firstDay() + 1,
          plan.endDay() - plan.firstDay(),
          counts.total());
    }
  }

  private static Summary summary(String run, Plan plan, Counts counts) {
    return new Summary(
        run,
        plan.seed(),
        LocalDate.ofEpochDay(plan.leadDay()).toString(),
        LocalDate.ofEpochDay(plan.endDay()).toString(),
        Summary.of(counts),
        List.of(),
        0);
  }
}
