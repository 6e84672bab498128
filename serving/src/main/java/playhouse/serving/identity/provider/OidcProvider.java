package playhouse.serving.identity.provider;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.provider.signing.SigningKeys;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.access.KnownMachines;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Everything that signing people in for clients takes, put together. */
public final class OidcProvider {
  private final Tokens tokens;
  private final SigningKeys keys;
  private final Notices notices;
  private final Grants grants;
  private final List<Routes> routes;

  /**
   * With these.
   *
   * @param web where browsers find us: our name as an issuer
   */
  public OidcProvider(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      Seal seal,
      URI web,
      Clock clock) {
    String issuer = web.toString().replaceAll("/$", "");
    keys = new SigningKeys(database, seal, clock);
    tokens = new Tokens(database, keys, issuer, clock);
    notices = new Notices(database, clock);
    grants = new Grants(clock, notices, tokens::forget);
    Clients clients = new Clients(clock);
    routes =
        List.of(
            new AuthoriseRoutes(clients, grants, tokens, accounts, sessions, issuer, clock),
            new TokenRoutes(database, clients, grants, tokens, keys, accounts, sessions, issuer),
            new ClientRoutes(database, clients, grants));
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** Who knows the machines that bear a token of ours. */
  public KnownMachines machines() {
    return tokens;
  }

  /** Ends what was given in sessions that are over; how many. */
  public int follow(Handle tx) {
    return grants.follow(tx);
  }

  /** Tells a client that somebody has signed out; how many. */
  public int tell() {
    return notices.tell(tokens);
  }

  /** Makes a new key when it is time, and forgets what is over; how many. */
  public int care(Handle tx) {
    return keys.turn(tx) + grants.forgetOld(tx);
  }
}
