package playhouse.local.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import playhouse.contracts.Setting;
import playhouse.local.access.Tokens;
import playhouse.local.process.Ending;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Processes;
import playhouse.local.process.Progress;

/** The embedded stack of one home: started, looked at and stopped as a whole. */
public final class Stack {
  /** Started by {@code sql} when it is first asked, stopped with the rest. */
  public static final String TRINO = "trino";

  private static final Duration TRINO_GRACE = Duration.ofSeconds(10);
  private final House house;
  private final Processes processes;
  private final Progress progress;
  private final List<Service> stores;
  private final List<Service> users;
  private volatile boolean leaving;

  public Stack(House house, Progress progress) {
    this(house, progress, new Services(house));
  }

  private Stack(House house, Progress progress, Services services) {
    this(house, progress, services.stores(), services.users());
  }

  /**
   * {@code stores} start first; between them and {@code users} the topics and the database are
   * made.
   */
  public Stack(House house, Progress progress, List<Service> stores, List<Service> users) {
    this.house = house;
    this.processes = house.processes();
    this.progress = progress;
    this.stores = stores;
    this.users = users;
  }

  /**
   * Does something that wants the database; where nothing runs, it is there for as long as that
   * takes only.
   */
  public int withDatabase(IntSupplier work) {
    if (!stopped()) {
      requireUp();
      return work.getAsInt();
    }
    Ending ending = Ending.with("leave-nothing-running", this::leave);
    try {
      startDatabase();
      return work.getAsInt();
    } finally {
      down();
      // What is up from now on belongs to somebody else.
      ending.forget();
    }
  }

  /** True when every process of the stack lives. */
  public boolean running() {
    return all().stream().allMatch(service -> processes.alive(service.name()));
  }

  /** True when no process of the stack lives. */
  public boolean stopped() {
    return all().stream().noneMatch(service -> processes.alive(service.name()));
  }

  /** Ends the launcher with exit 3 unless every process lives. */
  public void requireUp() {
    if (!running()) {
      String missing = stopped() ? "nothing is running" : "not everything is running";
      throw new LocalFailure(LocalFailure.NOT_UP, missing + ": start it with ./playhouse up");
    }
  }

  /**
   * Starts what is missing and waits until everything works; what it started itself it stops again
   * if that fails.
   */
  public void up() {
    try (HomeLock held = HomeLock.take(house.home(), progress)) {
      Starter starter = starter();
      if (running()) {
        starter.await(all());
        progress.say("already up");
        return;
      }
      starter.refuseTakenPorts(house.settings().get(Setting.BIND), all());
      Keys.ofMachines(house.settings()).makeIfMissing();
      secrets();
      new Tokens(house.home(), Clock.systemUTC()).make();
      starter.start(stores);
      new Ground(house.settings()).lay();
      starter.start(users);
    }
  }

  /** Starts one service beside or instead of the whole, unless it lives. */
  public void start(Service service) {
    try (HomeLock held = HomeLock.take(house.home(), progress)) {
      if (!processes.alive(service.name())) {
        Starter starter = starter();
        starter.refuseTakenPorts(house.settings().get(Setting.BIND), List.of(service));
        secrets();
        starter.start(List.of(service));
      }
    }
  }

  /** What serving keeps to itself, and what it shares with others; a home of before lacks some. */
  private void secrets() {
    new Secrets(house.settings()).makeIfMissing();
    FirstAdmin.of(house.home(), house.settings().get(Setting.WEB_URL)).makeIfMissing();
    if (house.settings().find(Setting.SMPP_URL).isEmpty()) {
      Keys.ofCentre(house.settings()).makeIfMissing();
    }
    if (house.settings().find(Setting.SSO_PROVIDERS).isEmpty()) {
      new Plans(house).provider().makeIfMissing();
    }
    if (house.settings().find(Setting.PSP_URL).isEmpty()) {
      Keys.ofProvider(house.settings()).makeIfMissing();
      new ChannelKeys(house.settings()).makeIfMissing();
    }
  }

  /** Starts the database alone, with the catalog in it. */
  public void startDatabase() {
    stores.stream()
        .filter(service -> service.portKey() == Setting.POSTGRES_PORT)
        .forEach(this::start);
    new Databases(house.settings().number(Setting.POSTGRES_PORT)).make();
  }

  /** Gives up a start that is under way, and stops everything. */
  public void leave() {
    leaving = true;
    down();
  }

  /** Stops what this home started, last first. True when there was something to stop. */
  public boolean down() {
    try (HomeLock held = HomeLock.take(house.home(), progress)) {
      Starter starter = starter();
      boolean any = starter.stop(TRINO, TRINO_GRACE);
      List<Service> lastFirst = new ArrayList<>(all());
      Collections.reverse(lastFirst);
      for (Service service : lastFirst) {
        any |= starter.stop(service.name(), service.grace());
      }
      any |= postmaster().stop();
      return any;
    }
  }

  /** One row a process, in the order of the start, in ten seconds at most. */
  public List<ProcessStatus> status() {
    Lag lag = new Lag(house.settings().get(Setting.KAFKA));
    List<String> jobs = house.settings().list(Setting.STREAMING_JOBS);
    List<ProcessStatus> rows =
        new ArrayList<>(new Look(processes, lag, jobs, Look.LIMIT).at(all()));
    processes.find(TRINO).ifPresent(trino -> rows.add(ProcessStatus.of(trino)));
    return rows;
  }

  private List<Service> all() {
    List<Service> all = new ArrayList<>(stores);
    all.addAll(users);
    return all;
  }

  private Starter starter() {
    return new Starter(processes, postmaster(), progress, () -> leaving);
  }

  private Postmaster postmaster() {
    return new Postmaster(house.home().resolve("postgres"));
  }
}
