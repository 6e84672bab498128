package playhouse.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.LogFile;
import playhouse.local.process.Ports;
import playhouse.local.process.Processes;
import playhouse.local.process.Progress;

/**
 * One attempt to start services: it knows what it started, and stops that again when one of them
 * fails.
 */
final class Starter {
  private static final int LINES_SHOWN = 30;
  private static final Duration PORT_LINGERS = Duration.ofSeconds(5);
  private final Processes processes;
  private final Postmaster postmaster;
  private final Progress progress;
  private final BooleanSupplier leaving;
  private final List<Service> started = new ArrayList<>();

  /**
   * An attempt.
   *
   * @param leaving true once nobody wants it any more
   */
  Starter(Processes processes, Postmaster postmaster, Progress progress, BooleanSupplier leaving) {
    this.leaving = leaving;
    this.processes = processes;
    this.postmaster = postmaster;
    this.progress = progress;
  }

  /** Fails with the name of every port that a missing service needs and another program has. */
  void refuseTakenPorts(String address, List<Service> services) {
    List<String> taken =
        services.stream()
            .filter(service -> !processes.alive(service.name()))
            .filter(service -> !(isDatabase(service) && postmaster.alive()))
            .filter(service -> !becomesFree(address, service))
            .map(Starter::taken)
            .toList();
    if (!taken.isEmpty()) {
      throw new LocalFailure(String.join("\n", taken));
    }
  }

  /** Starts those that do not live and waits until all of them work. */
  void start(List<Service> services) {
    for (Service service : services) {
      if (!processes.alive(service.name())) {
        if (isDatabase(service)) {
          postmaster.stop();
        }
        processes.start(service.plan());
        started.add(service);
      }
    }
    await(services);
  }

  void await(List<Service> services) {
    for (Service service : services) {
      Optional<String> problem = awaitHealthy(service);
      if (problem.isPresent()) {
        throw failed(service, problem.get());
      }
    }
  }

  /** Empty when it works; otherwise why the wait ended. */
  private Optional<String> awaitHealthy(Service service) {
    Progress.Step step = progress.begin(service.name());
    boolean ended =
        Await.until(
            service.limit(),
            () ->
                leaving.getAsBoolean() || works(service, step) || !processes.alive(service.name()));
    Optional<String> problem = service.health().problem();
    if (problem.isPresent() && ended && !processes.alive(service.name())) {
      problem = Optional.of("the process has ended");
    }
    step.done(problem.orElse("ready on port " + service.port()));
    return problem;
  }

  private static boolean works(Service service, Progress.Step step) {
    Optional<String> problem = service.health().problem();
    problem.ifPresent(step::tell);
    return problem.isEmpty();
  }

  private LocalFailure failed(Service service, String why) {
    LogFile log = processes.log(service.name());
    log.tail(LINES_SHOWN).forEach(line -> progress.say("    | " + line));
    Collections.reverse(started);
    for (Service mine : started) {
      stop(mine.name(), mine.grace());
      if (isDatabase(mine)) {
        postmaster.stop();
      }
    }
    return new LocalFailure(
        service.name() + " did not start: " + why + "; its log is " + log.path());
  }

  /** True when there was something to stop. */
  boolean stop(String name, Duration grace) {
    Progress.Step step = progress.begin(name);
    boolean stopped = processes.stop(name, grace);
    if (stopped) {
      step.done("stopped");
    }
    return stopped;
  }

  /** A process of ours that was just killed may hold its port a moment longer than its life. */
  private boolean becomesFree(String address, Service service) {
    boolean wasOurs = processes.find(service.name()).isPresent();
    return Await.until(
        wasOurs ? PORT_LINGERS : Duration.ZERO, () -> Ports.free(address, service.port()));
  }

  private static String taken(Service service) {
    return String.format(
        Locale.ROOT,
        "port %d for %s is taken by another program; set %s to a free one",
        service.port(),
        service.name(),
        service.portKey().key());
  }

  private static boolean isDatabase(Service service) {
    return service.portKey() == Setting.POSTGRES_PORT;
  }
}
