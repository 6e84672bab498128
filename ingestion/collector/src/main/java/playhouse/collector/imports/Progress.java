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
  private long events;
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

  /** A line that has been read. */
  void line() {
    lines++;
    if ((lines & 0xff) == 0 && System.nanoTime() - told > everyNanos) {
      told = System.nanoTime();
      tell();
    }
  }

  /** Events made of a line: a line of sequences makes as many as it names titles. */
  void events(int made) {
    events += made;
  }

  /** The last word. */
  void end() {
    tell();
    if (screen) {
      out.println();
    }
  }

  /** How fast it went since the beginning, as text. */
  String rate() {
    double seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
    return String.format(Locale.ROOT, "%,d events/s", Math.round(events / seconds));
  }

  private void tell() {
    String text =
        String.format(
            Locale.ROOT,
            "importing: %3d %%, %,d lines, %,d events, %s",
            Math.min(100, 100 * bytes / totalBytes),
            lines,
            events,
            rate());
    if (screen) {
      out.print("\r" + text + "   ");
      out.flush();
    } else {
      out.println(text);
    }
  }
}
