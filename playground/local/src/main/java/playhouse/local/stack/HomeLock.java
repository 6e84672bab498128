package playhouse.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/**
 * The right to start and stop processes of one home: two launchers at once would start everything
 * twice.
 */
record HomeLock(FileChannel channel) implements AutoCloseable {

  /** Waits for whoever has it, and says so. */
  static HomeLock take(Path home, Progress progress) {
    try {
      Path file = Files.createDirectories(home.resolve("run")).resolve("lock");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        progress.say("  waiting for another ./playhouse that is starting or stopping …");
        channel.lock();
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new LocalFailure("cannot write in " + home + ": " + e.getMessage(), e);
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
