package playhouse.local.process;

import java.util.Optional;

/**
 * What is remembered of a process that was started.
 *
 * @param name the process's name in the stack
 * @param pid its process id
 * @param born {@link Birth} of that process, so that a reused pid is never taken for it
 * @param port where it listens; 0 when it does not
 */
public record RunRecord(String name, long pid, String born, int port) {

  /** True while the very process that was started lives. */
  public boolean alive() {
    return Birth.of(pid).filter(born::equals).isPresent();
  }

  /** The process, while it lives. */
  public Optional<ProcessHandle> handle() {
    return alive() ? ProcessHandle.of(pid) : Optional.empty();
  }
}
