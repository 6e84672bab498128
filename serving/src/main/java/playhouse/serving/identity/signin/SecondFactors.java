package playhouse.serving.identity.signin;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who knows an account's second factors. */
public interface SecondFactors {
  /** Nobody has any. */
  SecondFactors NONE = (handle, account) -> List.of();

  /** Those that an account's owner can show, the best first; empty if they have none. */
  List<String> of(Handle handle, UUID account);
}
