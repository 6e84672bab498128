package playhouse.serving.identity.federation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.federation.remote.Provider;
import playhouse.serving.identity.federation.remote.Remotes;
import playhouse.serving.identity.risk.Door;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.WaysIn;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Everything that coming in through another provider takes, put together. */
public final class SingleSignOn {
  private final Federation federation;
  private final List<Routes> routes;

  /**
   * With these.
   *
   * @throws IllegalArgumentException if the file of providers is not as it must be
   */
  public SingleSignOn(
      Settings settings,
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SecondFactors factors,
      SignIn signIn,
      OtherWays ways,
      Letters letters,
      Seal seal,
      Door door,
      Clock clock) {
    List<Provider> providers =
        settings
            .find(Setting.SSO_PROVIDERS)
            .map(file -> Provider.in(Path.of(file)))
            .orElse(List.of());
    Remotes remotes = new Remotes(providers, clock);
    federation = new Federation(accounts, sessions, signIn, ways, seal, clock);
    Departures departures =
        new Departures(
            remotes, federation, letters, URI.create(settings.get(Setting.WEB_URL)), clock);
    routes =
        List.of(
            new SsoRoutes(database, remotes, federation, departures, door),
            new IdentityRoutes(database, accounts, sessions, factors, federation, departures),
            new LogoutRoutes(remotes, federation));
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** What is linked, as ways in. */
  public WaysIn waysIn() {
    return new WaysIn() {
      @Override
      public String kind() {
        return "identity";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return federation.of(handle, account).stream()
            .map(
                each -> new Way(kind(), each.provider(), each.issuer(), each.linked(), each.used()))
            .toList();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        federation.cut(tx, account, asking, id);
      }
    };
  }

  /** Forgets what is over; how many. */
  public int forgetOld(Handle tx) {
    return federation.forgetOld(tx);
  }
}
