package playhouse.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/**
 * The right to start and stop processes of one home: two launchers at once would start everything
 * twice.
 */
record HomeLock(FileChannel channel) implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** Waits for whoever has it, and says so. */
  static HomeLock take(Path home, Progress progress) {
    try {
      Path file = Files.createDirectories(home.resolve("run")).resolve("lock");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        progress.say("  waiting for another ./playhouse that is starting or stopping …");
        if (!Await.until(LIMIT, () -> locked(channel))) {
          throw new LocalFailure("another ./playhouse has been at it for too long in " + home);
        }
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new LocalFailure("cannot write in " + home + ": " + e.getMessage(), e);
    }
  }

  /** Held by another process, or by another thread of this one that is being told to end. */
  private static boolean locked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
