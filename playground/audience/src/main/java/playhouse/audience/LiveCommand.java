package playhouse.audience;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import playhouse.audience.customers.Customers;
import playhouse.audience.customers.Services;
import playhouse.audience.live.DoorDestination;
import playhouse.audience.live.Guide;
import playhouse.audience.live.Journal;
import playhouse.audience.live.Ledger;
import playhouse.audience.live.LiveRun;
import playhouse.audience.live.Postman;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** {@code live}: goes on with a world in real time. */
final class LiveCommand {

  private static final Set<String> KNOWN =
      Set.of(
          "rate",
          "minutes",
          "run",
          "seed",
          "people",
          "titles",
          "duplicates",
          "late",
          "shuffled",
          "http");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long STEP_NANOS = 20_000_000;
  private static final long REPORT_NANOS = 10_000_000_000L;

  private final Settings settings;
  private final Options options;
  private final String run;
  private final RunFiles files;
  private final Ledger ledger = new Ledger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean stopping;

  private LiveCommand(Settings settings, String[] args) {
    this.settings = settings;
    this.options = new Options(args, 1, KNOWN);
    this.run = options.text("run").orElse("world");
    this.files = new RunFiles(settings.home(), run);
  }

  static void run(Settings settings, String[] args) {
    LiveCommand command = new LiveCommand(settings, args);
    Thread hook = new Thread(command::stop, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      command.act();
    } finally {
      command.over.countDown();
    }
  }

  /** Asks for the end and waits for it: the process must not go before the truth is written. */
  private void stop() {
    stopping = true;
    try {
      boolean ended = over.await(PATIENCE.toSeconds() + 30, TimeUnit.SECONDS);
      if (!ended) {
        System.err.println("the audience did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act() {
    Postman postman =
        new Postman(settings.get(Setting.COLLECTOR_URL), ApiKey.read(settings), ledger);
    Optional<Plan> known = files.plan();
    World world = new World(known.orElseGet(this::newPlan));
    History history = new History(world, settings.zones(), settings.get(Setting.CURRENCY));
    int threads = Runtime.getRuntime().availableProcessors();
    if (known.isPresent()) {
      history.recall(threads);
      Past.addLiveRuns(world, history, files.acts());
    } else {
      history.send(new DoorDestination(postman), Trouble.NONE, threads, new Counts(), day -> {});
      files.plan(world.plan());
    }
    Guide guide = new Guide(settings.get(Setting.SERVING_URL), ApiKey.read(settings));
    Optional<Customers> customers = customers(world);
    try (Journal journal = new Journal(files.acts())) {
      LiveRun.Cast cast =
          new LiveRun.Cast(world, history, journal, postman, guide, customers, trouble(), rate());
      play(new LiveRun(cast, System.currentTimeMillis()), guide, customers);
    }
    int unsent = postman.close(PATIENCE);
    history.oracle().withoutAdvice().write(files.truth());
    Summary summary = summary(world.plan(), unsent);
    files.sent(files.sent().map(summary::after).orElse(summary));
    System.out.println("truth: " + files.truth());
    if (unsent > 0) {
      System.err.println(unsent + " events were not delivered: " + postman.failure());
    }
  }

  /** Nobody can open an account where the mail goes to others than us. */
  private Optional<Customers> customers(World world) {
    if (settings.find(Setting.SMTP_URL).isPresent()) {
      return Optional.empty();
    }
    long now = System.currentTimeMillis();
    Services services =
        new Services(
            settings.get(Setting.SERVING_URL),
            "http://127.0.0.1:" + settings.get(Setting.COUNTERPARTS_PORT),
            ApiKey.read(settings),
            settings.find(Setting.TRUSTED_PROXIES).isPresent());
    Customers customers = new Customers(world, services, world.chance(Chance.Purpose.LIVE, now, 2));
    Journal.customers(files.acts()).forEach(known -> customers.know(known, now));
    return Optional.of(customers);
  }

  private void play(LiveRun live, Guide guide, Optional<Customers> customers) {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MINUTES.toNanos(options.number("minutes", 5));
    long nextReport = begin + REPORT_NANOS;
    while (!stopping && System.nanoTime() < end) {
      live.step(System.currentTimeMillis());
      if (System.nanoTime() > nextReport) {
        report(live, guide, customers, (System.nanoTime() - begin) / 1e9);
        nextReport += REPORT_NANOS;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    live.end(System.currentTimeMillis());
    report(live, guide, customers, (System.nanoTime() - begin) / 1e9);
  }

  private void report(LiveRun live, Guide guide, Optional<Customers> customers, double seconds) {
    Ledger.Tally all = ledger.all();
    System.out.printf(
        Locale.ROOT,
        "live %.0f s: %d sent (%.0f/s), %d accepted, %d refused, %d repeats; %d under way; "
            + "%d lists asked, %d given, %d followed%s%n",
        seconds,
        all.sent(),
        all.sent() / seconds,
        all.accepted(),
        all.rejected(),
        all.duplicates(),
        live.open(),
        guide.asked(),
        guide.answered(),
        guide.followed(),
        ledger.firstSurprise().isEmpty() ? "" : "; unexpected: " + ledger.firstSurprise());
    customers.ifPresent(of -> System.out.println("customers: " + of.report()));
  }

  private int rate() {
    return Math.max(1, options.number("rate", 100));
  }

  private Trouble trouble() {
    return new Trouble(
        options.share("duplicates", Trouble.USUAL.duplicates()),
        options.share("late", Trouble.USUAL.late()),
        options.share("shuffled", Trouble.USUAL.shuffled()));
  }

  /** A world without a past: its people signed up in the days before today. */
  private Plan newPlan() {
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    return Plan.of(
        options.whole("seed", 1),
        options.number("people", 1000),
        options.number("titles", 1200),
        0,
        yesterday,
        60);
  }

  private Summary summary(Plan plan, int unsent) {
    return new Summary(
        run,
        plan.seed(),
        LocalDate.ofEpochDay(plan.leadDay()).toString(),
        LocalDate.ofEpochDay(plan.endDay()).toString(),
        Summary.of(ledger),
        Summary.refusals(ledger),
        unsent);
  }
}
