package playhouse.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import playhouse.local.process.Await;

/**
 * The postgres server that owns a data folder, whoever started it: it outlives a JVM that is
 * killed.
 */
public record Postmaster(Path data) {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  public boolean alive() {
    return process().isPresent();
  }

  /** Ends it, gently first; PostgreSQL recovers from the hard way too. True when there was one. */
  public boolean stop() {
    Optional<ProcessHandle> process = process();
    process.ifPresent(
        server -> {
          server.destroy();
          interrupt(server.pid());
          if (!Await.until(STOP_LIMIT, () -> !server.isAlive())) {
            server.destroyForcibly();
            Await.until(STOP_LIMIT, () -> !server.isAlive());
          }
        });
    return process.isPresent();
  }

  /** SIGTERM alone waits for every client to leave; SIGINT is PostgreSQL's "fast" shutdown. */
  private static void interrupt(long pid) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().onExit().join();
    } catch (IOException noKill) {
      // SIGTERM was sent; the forced way follows.
    }
  }

  /** The server, while it lives. */
  public Optional<ProcessHandle> process() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isOurs);
    } catch (IOException | RuntimeException noneOrHalfWritten) {
      return Optional.empty();
    }
  }

  /**
   * A pid may have been reused: only a process whose working folder is the data folder is meant.
   */
  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
          .equals(data.toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }
}
