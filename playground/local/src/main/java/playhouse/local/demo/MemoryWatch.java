package playhouse.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import playhouse.local.process.Processes;
import playhouse.local.stack.Postmaster;

/**
 * The resident memory of all our processes together, looked at every few seconds, since Linux walks
 * all their pages for it; pages they share count once where it tells.
 */
final class MemoryWatch implements AutoCloseable {
  private static final int SECONDS = 3;
  private final Processes processes;
  private final Postmaster postmaster;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "memory-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long peakKb;

  MemoryWatch(Processes processes, Postmaster postmaster) {
    this.processes = processes;
    this.postmaster = postmaster;
    var unused = timer.scheduleWithFixedDelay(this::look, 1, SECONDS, TimeUnit.SECONDS);
  }

  /** The most that was seen, in units of 1024 × 1024 bytes. */
  long peakMb() {
    return peakKb / 1024;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look() {
    Stream<ProcessHandle> ours =
        Stream.of(
                processes.living().stream(),
                postmaster.process().stream(),
                Stream.of(ProcessHandle.current()))
            .flatMap(all -> all);
    Set<Long> pids = new HashSet<>();
    ours.forEach(
        process -> {
          pids.add(process.pid());
          process.descendants().forEach(child -> pids.add(child.pid()));
        });
    peakKb = Math.max(peakKb, pids.stream().mapToLong(MemoryWatch::kilobytes).sum());
  }

  private static long kilobytes(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    return field(folder.resolve("smaps_rollup"), "Pss:")
        .or(() -> field(folder.resolve("status"), "VmRSS:"))
        .orElse(0L);
  }

  private static Optional<Long> field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException goneOrForbidden) {
      return Optional.empty();
    }
  }
}
