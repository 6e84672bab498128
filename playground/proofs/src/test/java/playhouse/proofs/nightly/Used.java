package playhouse.proofs.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.local.process.Bound;

/**
 * What a process used from its start to its end.
 *
 * @param cpuSeconds in user mode and in the kernel
 * @param gibibytes most memory that was resident
 */
record Used(double cpuSeconds, double gibibytes) {

  /** Looks at a process while it runs. */
  static final class Watch {
    private static final long LOOKS_MILLIS = 50;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private Used used = new Used(0, 0);

    /** Runs it to its end, which is its exit code; what it prints is not wanted. */
    int runs(ProcessBuilder builder) {
      try {
        if (builder.redirectOutput().equals(ProcessBuilder.Redirect.PIPE)) {
          builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process =
            Bound.PROMPTLY.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
        while (!process.waitFor(LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
          look(process);
        }
        return process.exitValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    Used used() {
      return used;
    }

    private void look(Process process) {
      double cpu = process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
      try {
        Matcher peak =
            PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        double memory = peak.find() ? Long.parseLong(peak.group(1)) / 1048576.0 : 0;
        used = new Used(Math.max(cpu, used.cpuSeconds()), Math.max(memory, used.gibibytes()));
      } catch (IOException ended) {
        // Between the look at its clock and this one; what was seen before stands.
      }
    }
  }
}
