package playhouse.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process was born, as text that no other process with the same pid can have: boot id and
 * start tick on Linux, the start instant elsewhere.
 */
public final class Birth {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Position of the start tick in /proc/PID/stat, counted after the command's closing bracket. */
  private static final int START_TICK = 19;

  private Birth() {}

  /** Empty when no such process lives; a zombie does not live. */
  public static Optional<String> of(long pid) {
    if (!Files.isReadable(BOOT_ID)) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(handle -> handle.info().startInstant())
          .map(Object::toString);
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean gone = fields[0].equals("Z") || fields[0].equals("X");
      return gone
          ? Optional.empty()
          : Optional.of(Files.readString(BOOT_ID).strip() + "/" + fields[START_TICK]);
    } catch (IOException noSuchProcess) {
      return Optional.empty();
    }
  }
}
