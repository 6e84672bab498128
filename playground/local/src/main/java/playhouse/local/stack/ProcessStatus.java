package playhouse.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
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

  /** Of one that was never started, has been stopped, or has ended by itself. */
  static ProcessStatus notAlive(Service service, Optional<RunRecord> ended) {
    return ended
        .map(process -> dead(process, service.port()))
        .orElseGet(() -> new ProcessStatus(service.name(), null, "down", service.port(), null, ""));
  }

  static ProcessStatus alive(
      Service service, RunRecord process, Optional<String> problem, OptionalLong lag) {
    return new ProcessStatus(
        service.name(),
        process.pid(),
        problem.isEmpty() ? "up" : "unhealthy",
        service.port(),
        lag.isPresent() ? (Long) lag.getAsLong() : null,
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
}
