package playhouse.local.stack;

import java.util.Optional;

/** Whether a service works, asked the way its users would ask it. */
@FunctionalInterface
public interface Health {
  /**
   * What is wrong now, in a few words; empty when it works. Never throws, never takes longer than
   * half a minute, and only a few seconds where nobody listens.
   */
  Optional<String> problem();
}
