package playhouse.serving.identity.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.sessions.Session;

/** Who knows one kind of what lets in to an account, beside its password. */
public interface WaysIn {
  /** Such as passkey. */
  String kind();

  /** Those of an account. */
  List<Way> of(Handle handle, UUID account);

  /** Takes one of an account's away; the session that asks stays open. */
  void remove(Handle tx, Account account, Session asking, String id);

  /** Has nothing that was sent before let in: the password was set anew. */
  default void renewed(Handle tx, Account account) {}

  /**
   * One of them.
   *
   * @param id by which it is taken away
   * @param name that its owner knows it by
   */
  record Way(String kind, String id, String name, Instant since, Optional<Instant> used) {}
}
