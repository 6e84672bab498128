package playhouse.batch.jobapi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what waits run, so many at a time, and writes down what became of it. All it knows lies in
 * the database and in the runs' folders: one that is killed is followed by another that goes on.
 */
final class Foreman implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Foreman.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** A shell that was started and has not begun in this time is found not to. */
  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(30);

  private final JobsDatabase database;
  private final RunFolders folders;
  private final Limits limits;
  private final List<String> launcher;
  private final InstantSource clock;
  private final Map<Long, Instant> asked = new HashMap<>();
  private final Instant since;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "foreman"));

  /**
   * How much.
   *
   * @param atATime most runs under way
   * @param logBytes largest piece of a log
   * @param kept newest runs whose folders stay
   */
  record Limits(int atATime, long logBytes, int kept) {}

  /**
   * Begins to look.
   *
   * @param launcher the command that takes a program's words
   */
  Foreman(
      JobsDatabase database,
      Path folders,
      Limits limits,
      List<String> launcher,
      InstantSource clock) {
    this.database = database;
    this.folders = new RunFolders(folders);
    this.limits = limits;
    this.launcher = List.copyOf(launcher);
    this.clock = clock;
    this.since = clock.instant();
    var unused = loop.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where an attempt leaves what it leaves. */
  RunFolder folder(Run run) {
    return folders.of(run);
  }

  private void look() {
    try {
      List<Run> underWay = database.in(RunRows::underWay);
      underWay.forEach(this::lookAt);
      for (int free = limits.atATime() - underWay.size(); free > 0 && next(); free--) {
        // Each turn begins one.
      }
    } catch (RuntimeException e) {
      LOG.warn("runs cannot be looked after now: {}", e.toString());
    }
  }

  private boolean next() {
    Optional<Run> next = database.in(handle -> RunStore.begin(handle, clock.instant()));
    next.ifPresent(
        run -> {
          folders.sweep(run.id() - limits.kept());
          List<String> command = new ArrayList<>(launcher);
          command.addAll(Program.words(run.file(), run.args()));
          folder(run).start(command);
        });
    return next.isPresent();
  }

  private void lookAt(Run run) {
    RunFolder folder = folder(run);
    Optional<ProcessHandle> shell = folder.shell();
    // In this order: one that lived a moment ago may have left its exit code since.
    Optional<Integer> exit = folder.exit();
    if (run.state() == State.SHUTTING_DOWN) {
      shut(run, folder, shell);
    } else if (exit.isPresent()) {
      end(run, Ended.with(exit.get(), folder.lines().lastWords(), folder.answer()));
    } else if (shell.isPresent() && folder.began()) {
      folder.lines().cut(limits.logBytes());
      if (run.state() == State.STARTING) {
        database.in(handle -> done(() -> RunStore.running(handle, run)));
      }
    } else if (shell.isEmpty() && !stillStarting(run)) {
      lost(run, folder);
    }
  }

  /** One that we have started ourselves may need a moment to say who it is. */
  private boolean stillStarting(Run run) {
    Instant began = run.began().orElse(Instant.EPOCH);
    return run.state() == State.STARTING
        && !began.isBefore(since)
        && clock.instant().isBefore(began.plus(BEGIN_LIMIT))
        && !folder(run).began();
  }

  private void lost(Run run, RunFolder folder) {
    if (folder.neverBegan()) {
      LOG.warn("run {} was never begun, and waits again", run.id());
      database.in(handle -> done(() -> RunStore.wait(handle, run)));
    } else if (folder.exit().isEmpty()) {
      end(run, Ended.dead("its process is gone and has left no exit code"));
    }
  }

  private void shut(Run run, RunFolder folder, Optional<ProcessHandle> shell) {
    Instant first = asked.computeIfAbsent(run.id(), id -> clock.instant());
    if (shell.isPresent()) {
      boolean patient = clock.instant().isBefore(first.plus(GRACE));
      Shells.stop(shell.get(), patient);
    } else if (folder.neverBegan() || !stillStarting(run)) {
      asked.remove(run.id());
      boolean done = folder.exit().filter(code -> code == 0).isPresent();
      end(run, done ? Ended.with(0, "", folder.answer()) : Ended.killed());
    }
  }

  private void end(Run run, Ended ended) {
    LOG.info("run {} is over: {} {}", run.id(), ended.state().text(), ended.failure());
    database.in(handle -> done(() -> RunStore.end(handle, run, ended, clock.instant())));
  }

  private static boolean done(Runnable work) {
    work.run();
    return true;
  }

  /** Ends what runs: whoever stops us stops the house, and a job would lose what it stands on. */
  @Override
  public void close() {
    loop.shutdown();
    try {
      if (!loop.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
      for (Run run : database.in(RunRows::underWay)) {
        folder(run).shell().ifPresent(shell -> Shells.stopNow(shell, GRACE));
        Ended stopped = Ended.dead("the job API was stopped while it ran; hand it in again");
        end(run, run.state() == State.SHUTTING_DOWN ? Ended.killed() : stopped);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("what runs is left to whoever comes next: {}", e.toString());
    }
  }
}
