package playhouse.proofs.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import playhouse.local.process.Bound;

/**
 * What a process, and those it started, used from start to end.
 *
 * @param cpuSeconds in user mode and in the kernel
 * @param gibibytes most memory that was resident in one of them
 */
record Used(double cpuSeconds, double gibibytes) {

  /** The more of both: a process that is ending has no memory any more. */
  private Used most(Used other) {
    return new Used(Math.max(cpuSeconds, other.cpuSeconds), Math.max(gibibytes, other.gibibytes));
  }

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
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return waits(Bound.PROMPTLY.start(builder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits for its end, which is its exit code, and looks at it and all that it started. */
    int waits(Process process) {
      Map<Long, Used> each = new HashMap<>();
      try {
        while (!process.waitFor(LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
          Stream.concat(Stream.of(process.toHandle()), process.descendants())
              .forEach(one -> look(one).ifPresent(seen -> each.merge(one.pid(), seen, Used::most)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      used =
          new Used(
              each.values().stream().mapToDouble(Used::cpuSeconds).sum(),
              each.values().stream().mapToDouble(Used::gibibytes).max().orElse(0));
      return process.exitValue();
    }

    Used used() {
      return used;
    }

    private static Optional<Used> look(ProcessHandle process) {
      try {
        Matcher peak =
            PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        double memory = peak.find() ? Long.parseLong(peak.group(1)) / 1048576.0 : 0;
        return process.info().totalCpuDuration().map(cpu -> new Used(cpu.toNanos() / 1e9, memory));
      } catch (IOException ended) {
        // What was seen of it before stands.
        return Optional.empty();
      }
    }
  }
}
