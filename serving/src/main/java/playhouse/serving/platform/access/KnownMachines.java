package playhouse.serving.platform.access;

import java.util.Optional;

/** Who knows the machines that were let in while we run, beside those of the key file. */
public interface KnownMachines {
  /** Who bears that; empty if it is none of ours, or good no longer. */
  Optional<Caller> caller(String token);
}
