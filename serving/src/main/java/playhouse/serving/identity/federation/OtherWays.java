package playhouse.serving.identity.federation;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who knows ways into an account that are neither a password nor another provider. */
public interface OtherWays {
  /** There are none. */
  OtherWays NONE = (handle, account) -> false;

  /** Whether an account has one. */
  boolean any(Handle handle, UUID account);
}
