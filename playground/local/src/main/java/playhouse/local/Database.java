package playhouse.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.local.process.Trees;
import playhouse.local.stack.Postmaster;

/**
 * The embedded PostgreSQL: its data folder is kept, a postgres left over by a dead process is
 * stopped first.
 */
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Lies in the data folder once the first start has come to its end. */
  private static final String MADE = "playhouse.made";

  private static final Duration LOOK = Duration.ofSeconds(1);

  private Database() {}

  /**
   * Arguments: the data folder, the address to bind, the port. Ends with 1 when postgres itself
   * dies.
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    Path binaries = data.resolveSibling("postgres-binaries");
    new Postmaster(data).stop();
    removeUnfinished(data, binaries);
    Files.createDirectories(data);
    start(data, binaries, args[1], Integer.parseInt(args[2]));
    Files.writeString(data.resolve(MADE), "whole\n");
    LOG.info("postgres listens on {}:{}, data in {}", args[1], args[2], data);
    Postmaster postmaster = new Postmaster(data);
    while (postmaster.alive()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    LOG.error("postgres has ended");
    System.exit(1);
  }

  /**
   * What a killed first start left half unpacked or half initialised would break every later start.
   */
  private static void removeUnfinished(Path data, Path binaries) throws IOException {
    if (!Files.exists(data.resolve(MADE))) {
      Trees.delete(data);
      Trees.delete(binaries);
    }
  }

  /** The launcher and the jobs of this machine always find it on loopback. */
  private static String addresses(String bind) {
    return switch (bind) {
      case "0.0.0.0" -> "*";
      case "127.0.0.1" -> bind;
      default -> "127.0.0.1," + bind;
    };
  }

  private static void start(Path data, Path binaries, String bind, int port) throws IOException {
    EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(binaries.toFile())
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(START_LIMIT)
        .setServerConfig("listen_addresses", addresses(bind))
        // No socket in /tmp: the lock file of another user's killed server would bar the way.
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200")
        .setErrorRedirector(ProcessBuilder.Redirect.INHERIT)
        .setOutputRedirector(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
