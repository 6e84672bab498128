package playhouse.collector.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line on the screen that says how far an import is. */
final class Progress {

  private final PrintStream out;
  private final boolean screen;
  private final long totalBytes;
  private final long everyNanos;
  private final long begun = System.nanoTime();
  private long bytes;
  private long lines;
  private long told = begun;

  /**
   * Tells on a screen every half second in place, elsewhere every five seconds on a new line.
   *
   * @param totalBytes size of all files on disk
   */
  Progress(PrintStream out, boolean screen, long totalBytes) {
    this.out = out;
    this.screen = screen;
    this.totalBytes = Math.max(1, totalBytes);
    this.everyNanos = Duration.ofMillis(screen ? 500 : 5_000).toNanos();
  }

  /** Bytes taken from the disk. */
  void bytes(long taken) {
    bytes += taken;
  }

  /** A file that needs no reading any more. */
  void skipped(long fileBytes) {
    bytes += fileBytes;
  }

  void line() {
    lines++;
    if ((lines & 0xff) == 0 && System.nanoTime() - told > everyNanos) {
      told = System.nanoTime();
      tell();
    }
  }

  /** The last word. */
  void end() {
    tell();
    if (screen) {
      out.println();
    }
  }

  /** Lines a second since the beginning. */
  long linesPerSecond() {
    double seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
    return Math.round(lines / seconds);
  }

  private void tell() {
    String text =
        String.format(
            Locale.ROOT,
            "importing: %3d %%, %,d lines, %,d lines/s",
            Math.min(100, 100 * bytes / totalBytes),
            lines,
            linesPerSecond());
    if (screen) {
      out.print("\r" + text + "   ");
      out.flush();
    } else {
      out.println(text);
    }
  }
}
