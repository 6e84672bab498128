package playhouse.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of one home: started so that they outlive the launcher, and stopped only when they
 * are its own.
 */
public final class Processes {
  private static final Duration FORCED_LIMIT = Duration.ofSeconds(10);
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private final Path home;
  private final RunRecords records;

  public Processes(Path home) {
    this.home = home;
    this.records = new RunRecords(home);
  }

  public LogFile log(String name) {
    return new LogFile(home.resolve("logs").resolve(name + ".log"));
  }

  public Optional<RunRecord> find(String name) {
    return records.find(name);
  }

  /** Those that live. */
  public List<ProcessHandle> living() {
    return records.all().stream().flatMap(process -> process.handle().stream()).toList();
  }

  public boolean alive(String name) {
    return records.find(name).filter(RunRecord::alive).isPresent();
  }

  /** Starts the process in a session of its own and remembers it. */
  public RunRecord start(ProcessPlan plan) {
    LogFile log = log(plan.name());
    log.rotate();
    ProcessBuilder builder = new ProcessBuilder(command(plan, log)).directory(home.toFile());
    builder.environment().putAll(plan.environment());
    builder.environment().put("CLASSPATH", plan.classPath());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
    try {
      Process process = builder.start();
      RunRecord born =
          new RunRecord(
              plan.name(), process.pid(), Birth.of(process.pid()).orElse("gone"), plan.port());
      records.save(born);
      return born;
    } catch (IOException e) {
      throw new LocalFailure("cannot start " + plan.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Asks the process to end, waits for {@code grace}, then kills it. True when there was something
   * to stop.
   */
  public boolean stop(String name, Duration grace) {
    Optional<ProcessHandle> handle = records.find(name).flatMap(RunRecord::handle);
    handle.ifPresent(
        process -> {
          process.destroy();
          if (!Await.until(grace, () -> !alive(name))) {
            process.destroyForcibly();
            Await.until(FORCED_LIMIT, () -> !alive(name));
          }
        });
    records.forget(name);
    return handle.isPresent();
  }

  private static List<String> command(ProcessPlan plan, LogFile log) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(plan.java().toString());
    command.addAll(plan.flags());
    command.add(Child.class.getName());
    command.add(log.path().toString());
    command.add(plan.mainClass());
    command.addAll(plan.arguments());
    return command;
  }
}
