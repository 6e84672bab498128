package playhouse.serving.identity.known;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who has an account. */
public interface PeopleApi {
  /** Whether an account's owner, or one who watches with it, is or was known by that pseudonym. */
  boolean signedUp(Handle handle, UUID person);
}
