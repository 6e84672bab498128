package playhouse.serving.identity.recovery;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.mfa.Mfa;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.Ways;
import playhouse.serving.identity.staff.Staff;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Everything that recoveries take, put together. */
public final class RecoveryDesk {
  private final Recoveries recoveries;
  private final List<Routes> routes;

  /**
   * With these.
   *
   * @param web where browsers find us
   */
  public RecoveryDesk(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SignIn signIn,
      Mfa mfa,
      Ways ways,
      Staff staff,
      Letters letters,
      Passwords passwords,
      Seal seal,
      URI web,
      Clock clock) {
    Notices notices = new Notices(letters, mfa, seal, web, clock);
    recoveries = new Recoveries(accounts, signIn, mfa, ways, staff, notices, clock);
    routes =
        List.of(
            new RecoveryRoutes(database, accounts, sessions, passwords, recoveries),
            new DeskRoutes(database, recoveries));
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** Writes to owners again, and ends what nobody completed; how many. */
  public int follow(Handle tx) {
    return recoveries.follow(tx);
  }
}
