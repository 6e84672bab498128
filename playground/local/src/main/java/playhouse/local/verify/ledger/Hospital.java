package playhouse.local.verify.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Processes;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.Postmaster;
import playhouse.local.stack.Service;
import playhouse.local.stack.Services;
import playhouse.local.stack.Stack;

/** Kills serving and PostgreSQL in the middle of what they do, and has them live again. */
final class Hospital implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration GONE = Duration.ofSeconds(10);
  private static final int LATEST_MILLIS = 40;

  private final Stack stack;
  private final Processes processes;
  private final Postmaster postmaster;
  private final Service serving;
  private final Service database;
  private final ScheduledExecutorService soon = Executors.newSingleThreadScheduledExecutor();
  private int servingDied;
  private int databaseDied;

  Hospital(House house, Progress progress) {
    // What it starts again and again is not worth a line each time.
    this.stack = new Stack(house, progress);
    this.processes = house.processes();
    this.postmaster = new Postmaster(house.home().resolve("postgres"));
    Services services = new Services(house);
    this.serving = named(services.users(), Setting.SERVING_PORT);
    this.database = named(services.stores(), Setting.POSTGRES_PORT);
  }

  private static Service named(List<Service> services, Setting port) {
    return services.stream().filter(each -> each.portKey() == port).findFirst().orElseThrow();
  }

  /** Kills serving in a moment, whatever it does then. */
  void killServing(Random random) {
    servingDied++;
    in(random, () -> kill(serving));
  }

  /** Kills PostgreSQL in a moment, and the process that started it. */
  void killDatabase(Random random) {
    databaseDied++;
    in(
        random,
        () -> {
          // The server first: whoever finds its starter dead starts another.
          postmaster.process().ifPresent(Hospital::killAndWait);
          kill(database);
        });
  }

  private void in(Random random, Runnable death) {
    var unused = soon.schedule(death, random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
  }

  /** Until nothing bears its number any more: a new server would take that for a living one. */
  private static void killAndWait(ProcessHandle server) {
    server.destroyForcibly();
    Await.until(GONE, () -> !Files.exists(Path.of("/proc/" + server.pid())));
  }

  private void kill(Service service) {
    processes
        .find(service.name())
        .flatMap(record -> record.handle())
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Has whoever is dead live again, and waits until all are well. */
  void heal() {
    boolean well =
        Await.until(
            LIMIT,
            () -> {
              // Who was killed a moment ago may seem to live.
              List.of(database, serving).stream()
                  .filter(each -> !processes.alive(each.name()))
                  .forEach(stack::start);
              return serving.health().problem().isEmpty();
            });
    if (!well) {
      throw new LocalFailure("serving does not get well: " + serving.health().problem());
    }
  }

  /** How often whom. */
  String deaths() {
    return servingDied + " deaths of serving, " + databaseDied + " of PostgreSQL";
  }

  @Override
  public void close() {
    soon.shutdownNow();
  }
}
