package playhouse.serving.identity.settings;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.WaysIn;

/** What is open, and devices that no second factor is asked for from, as ways in. */
public final class OpenWays {
  private OpenWays() {}

  /** Sessions. */
  public static WaysIn sessions(Sessions sessions) {
    return new WaysIn() {
      @Override
      public String kind() {
        return "session";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return sessions.all(handle, account).stream()
            .map(
                each ->
                    new Way(
                        kind(),
                        each.id().toString(),
                        each.agent() + " · " + each.network(),
                        each.created(),
                        Optional.of(each.seen())))
            .toList();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        sessions.end(tx, account, UUID.fromString(id), "revoked");
      }
    };
  }

  /** Devices that are trusted still. */
  public static WaysIn devices(Sessions sessions, Clock clock) {
    return new WaysIn() {
      @Override
      public String kind() {
        return "device";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return sessions.devices(handle, account).stream()
            .filter(each -> each.trustedUntil().filter(clock.instant()::isBefore).isPresent())
            .map(
                each ->
                    new Way(
                        kind(),
                        each.id().toString(),
                        each.name(),
                        each.created(),
                        Optional.of(each.seen())))
            .toList();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        sessions.remove(tx, account, UUID.fromString(id));
      }
    };
  }
}
