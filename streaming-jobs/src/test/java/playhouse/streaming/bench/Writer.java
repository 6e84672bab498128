package playhouse.streaming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that writes to the lake, with the flags that the launcher gives; it can be held. */
final class Writer implements AutoCloseable {

  private static final int HEAP_MEBIBYTES = 1200;
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;

  /** Starts a main class; what it prints goes to the log. */
  Writer(
      Map<String, String> environment,
      Path log,
      List<String> flags,
      List<String> mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+UseG1GC"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops its clock: it neither runs nor costs anything until it is let go. */
  void hold() {
    signal("-STOP");
  }

  /** Lets it run on. */
  void letGo() {
    signal("-CONT");
  }

  private void signal(String signal) {
    String pid = Long.toString(process.pid());
    try {
      int answer = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
      if (answer != 0) {
        throw new IllegalStateException("no process takes " + signal);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(signal, e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time that it has used since it began, in user mode and in the kernel. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
