package playhouse.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Ports;
import playhouse.local.process.Processes;
import playhouse.local.process.Progress;

/** The embedded stack of one home: started, looked at and stopped as a whole. */
public final class Stack {
  private static final int LINES_SHOWN = 30;

  /** Started by {@code sql} when it is first asked, stopped with the rest. */
  public static final String TRINO = "trino";

  private final House house;
  private final Processes processes;
  private final Progress progress;
  private final List<Service> stores;
  private final List<Service> users;

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

  /** True when every process of the stack lives. */
  public boolean running() {
    return all().stream().allMatch(service -> processes.alive(service.name()));
  }

  /**
   * Starts what is missing and waits until everything works; what it started itself it stops again
   * if that fails.
   */
  public void up() {
    try (Held held = hold()) {
      if (running()) {
        awaitAll(all(), List.of());
        progress.say("already up");
        return;
      }
      refuseTakenPorts();
      new Keys(Path.of(house.settings().get(Setting.KEYS))).makeIfMissing();
      List<String> started = new ArrayList<>();
      startMissing(stores, started);
      new Ground(house.settings()).lay();
      startMissing(users, started);
    }
  }

  /** Stops what this home started, last first. True when there was something to stop. */
  public boolean down() {
    try (Held held = hold()) {
      boolean any = false;
      List<Service> reversed = new ArrayList<>(all());
      java.util.Collections.reverse(reversed);
      any |= stop(TRINO, Duration.ofSeconds(10));
      for (Service service : reversed) {
        any |= stop(service.name(), service.grace());
      }
      any |= postmaster().stop();
      return any;
    }
  }

  /** One row a process, in the order of the start. */
  public List<ProcessStatus> status() {
    List<ProcessStatus> rows = new ArrayList<>();
    Lag lag = new Lag(house.settings().get(Setting.KAFKA));
    for (Service service : all()) {
      rows.add(ProcessStatus.of(service, processes, lag));
    }
    processes.find(TRINO).ifPresent(trino -> rows.add(ProcessStatus.of(trino)));
    return rows;
  }

  private List<Service> all() {
    List<Service> all = new ArrayList<>(stores);
    all.addAll(users);
    return all;
  }

  private void startMissing(List<Service> services, List<String> started) {
    for (Service service : services) {
      if (!processes.alive(service.name())) {
        if (service.portKey() == Setting.POSTGRES_PORT) {
          postmaster().stop();
        }
        processes.start(service.plan());
        started.add(service.name());
      }
    }
    awaitAll(services, started);
  }

  private void awaitAll(List<Service> services, List<String> started) {
    for (Service service : services) {
      Optional<String> problem = awaitHealthy(service);
      if (problem.isPresent()) {
        throw failed(service, problem.get(), started);
      }
    }
  }

  /** Empty when it works; otherwise why the wait ended. */
  private Optional<String> awaitHealthy(Service service) {
    Progress.Step step = progress.begin(service.name());
    List<String> last = new ArrayList<>(List.of("not asked yet"));
    boolean works =
        Await.until(
            service.limit(),
            () -> {
              Optional<String> problem = service.health().problem();
              last.set(0, problem.orElse(""));
              step.tell(last.get(0));
              return problem.isEmpty() || !processes.alive(service.name());
            });
    if (works && last.get(0).isEmpty()) {
      step.done("ready on port " + service.port());
      return Optional.empty();
    }
    String why = works ? "the process has ended" : last.get(0);
    step.done(why);
    return Optional.of(why);
  }

  private LocalFailure failed(Service service, String why, List<String> started) {
    var log = processes.log(service.name());
    log.tail(LINES_SHOWN).forEach(line -> progress.say("    | " + line));
    for (int i = started.size() - 1; i >= 0; i--) {
      stop(started.get(i), Duration.ofSeconds(10));
    }
    if (started.contains("database")) {
      postmaster().stop();
    }
    return new LocalFailure(
        service.name() + " did not start: " + why + "; its log is " + log.path());
  }

  private void refuseTakenPorts() {
    String bind = house.settings().get(Setting.BIND);
    List<String> taken = new ArrayList<>();
    for (Service service : all()) {
      boolean ours =
          processes.alive(service.name())
              || (service.portKey() == Setting.POSTGRES_PORT && postmaster().alive());
      if (!ours && !becomesFree(bind, service)) {
        taken.add(
            String.format(
                Locale.ROOT,
                "port %d for %s is taken by another program; set %s to a free one",
                service.port(),
                service.name(),
                service.portKey().key()));
      }
    }
    if (!taken.isEmpty()) {
      throw new LocalFailure(String.join("\n", taken));
    }
  }

  /** A process of ours that was just killed may hold its port a moment longer than its life. */
  private boolean becomesFree(String bind, Service service) {
    boolean wasOurs = processes.find(service.name()).isPresent();
    Duration patience = wasOurs ? Duration.ofSeconds(5) : Duration.ZERO;
    return Await.until(patience, () -> Ports.free(bind, service.port()));
  }

  private boolean stop(String name, Duration grace) {
    Progress.Step step = progress.begin(name);
    boolean stopped = processes.stop(name, grace);
    if (stopped) {
      step.done("stopped");
    }
    return stopped;
  }

  private Postmaster postmaster() {
    return new Postmaster(house.home().resolve("postgres"));
  }

  /** Two starts at once would start everything twice. */
  private Held hold() {
    try {
      Path folder = Files.createDirectories(house.home().resolve("run"));
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        progress.say("  waiting for another ./playhouse that is starting or stopping …");
        lock = channel.lock();
      }
      return new Held(channel);
    } catch (IOException e) {
      throw new LocalFailure("cannot write in " + house.home() + ": " + e.getMessage(), e);
    }
  }

  /** The home's lock, given back with its channel. */
  private record Held(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
