package playhouse.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.local.process.Processes;
import playhouse.local.process.RunRecord;

/**
 * How one process is.
 *
 * @param name its name
 * @param pid its process id; null when it was never started or has been stopped
 * @param health up, unhealthy, dead (it ended by itself) or down
 * @param port where it listens
 * @param lag events it has yet to finish with; null where that means nothing or cannot be known
 * @param detail what is wrong; empty when nothing is
 */
public record ProcessStatus(
    @JsonProperty String name,
    @JsonProperty @Nullable Long pid,
    @JsonProperty String health,
    @JsonProperty int port,
    @JsonProperty @Nullable Long lag,
    @JsonProperty String detail) {

  static ProcessStatus of(Service service, Processes processes, Lag lag) {
    Optional<RunRecord> found = processes.find(service.name());
    if (found.isEmpty()) {
      return new ProcessStatus(service.name(), null, "down", service.port(), null, "");
    }
    if (!found.get().alive()) {
      return dead(found.get(), service.port());
    }
    Optional<String> problem = service.health().problem();
    return new ProcessStatus(
        service.name(),
        found.get().pid(),
        problem.isEmpty() ? "up" : "unhealthy",
        service.port(),
        lagOf(service, lag),
        problem.orElse(""));
  }

  static ProcessStatus of(RunRecord process) {
    return process.alive()
        ? new ProcessStatus(process.name(), process.pid(), "up", process.port(), null, "")
        : dead(process, process.port());
  }

  private static ProcessStatus dead(RunRecord process, int port) {
    String detail = "it ended by itself; ./playhouse up starts it again";
    return new ProcessStatus(process.name(), process.pid(), "dead", port, null, detail);
  }

  private static @Nullable Long lagOf(Service service, Lag lag) {
    if (!service.name().equals("flink")) {
      return null;
    }
    OptionalLong[] lags =
        Stream.of(Lag.LAKE_WRITER, Lag.LIVE_FEATURES).map(lag::of).toArray(OptionalLong[]::new);
    return Stream.of(lags).allMatch(OptionalLong::isPresent)
        ? (Long) Stream.of(lags).mapToLong(OptionalLong::getAsLong).sum()
        : null;
  }
}
