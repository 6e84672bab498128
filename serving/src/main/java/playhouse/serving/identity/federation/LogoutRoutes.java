package playhouse.serving.identity.federation;

import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.identity.federation.remote.Remote;
import playhouse.serving.identity.federation.remote.Remotes;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Where other providers tell that somebody has signed out there (Back-Channel Logout 1.0). */
final class LogoutRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(LogoutRoutes.class);

  private final Remotes remotes;
  private final Federation federation;

  LogoutRoutes(Remotes remotes, Federation federation) {
    this.remotes = remotes;
    this.federation = federation;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/sso/{provider}/backchannel-logout", "Somebody has signed out there.")
            .signed()
            .secret()
            .takesForm("logout_token")
            .givesNothing()
            .writeAfter(this::left));
  }

  private Function<Handle, Answer> left(Request request) {
    String name = request.path("provider");
    Remote remote = remotes.of(name);
    try {
      String token = request.form().getOrDefault("logout_token", "");
      LogoutTokenClaimsSet claims = remote.left(token);
      return tx -> {
        federation.left(
            tx,
            claims.getIssuer().getValue(),
            claims.getJWTID().getValue(),
            Optional.ofNullable(claims.getSubject()).map(subject -> subject.getValue()),
            Optional.ofNullable(claims.getSessionID()).map(sid -> sid.getValue()));
        return Answer.done();
      };
    } catch (Remote.Unbelievable e) {
      LOG.warn("what provider {} says of a sign-out is not believed: {}", name, e.getMessage());
      return tx -> Answer.of(400, Map.of("error", "invalid_request"));
    }
  }
}
