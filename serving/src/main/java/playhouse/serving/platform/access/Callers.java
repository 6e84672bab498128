package playhouse.serving.platform.access;

import java.util.Optional;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Role;

/** Tells who asks by what they bear: a session, a token for a role, or an API key for a machine. */
public final class Callers {
  private static final String SCHEME = "Bearer ";

  private final ApiKeys keys;
  private final SignedTokens tokens;
  private final OpenSessions sessions;
  private final KnownMachines machines;

  /** By any of these; machines are those of the key file alone. */
  public Callers(ApiKeys keys, SignedTokens tokens, OpenSessions sessions) {
    this(keys, tokens, sessions, token -> Optional.empty());
  }

  /** By any of these. */
  public Callers(ApiKeys keys, SignedTokens tokens, OpenSessions sessions, KnownMachines machines) {
    this.keys = keys;
    this.tokens = tokens;
    this.sessions = sessions;
    this.machines = machines;
  }

  /** The one who sent that Authorization header; empty if we know nobody by it. */
  public Optional<Caller> of(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .flatMap(
            token ->
                sessions
                    .caller(token)
                    .or(() -> machines.caller(token))
                    .or(() -> tokens.caller(token))
                    .or(() -> keys.caller(authorization).map(n -> new Caller(Role.SERVICE, n))));
  }
}
