package playhouse.counterparts.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.counterparts.Door;

/**
 * An OpenID Connect provider over HTTP, with one client: people choose on a page who they are. It
 * lies below {@code /oidc}.
 *
 * <ul>
 *   <li>{@code GET /.well-known/openid-configuration}, {@code GET /jwks}
 *   <li>{@code GET /authorize}, with {@code login_hint} nobody is asked; {@code POST /token},
 *       {@code GET /userinfo}, {@code GET /end-session}
 *   <li>{@code POST /control/oidc/faults}: {@code {"next": ["alg-none", …]}}
 *   <li>{@code POST /control/oidc/people}: {@code {"subject": "ana", "mail": "…", "verified":
 *       true}}
 *   <li>{@code POST /control/oidc/rotate}, {@code POST /control/oidc/sign-out}: {@code {"subject":
 *       "ana"}}
 * </ul>
 */
public final class OidcServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AT = "/oidc";

  private final Signer signer = new Signer();
  private final String issuer;
  private final Register register;
  private final Tokens tokens;
  private final Farewells farewells;
  private final FrontDoor front;
  private final BackDoor back;
  private Optional<Javalin> door = Optional.empty();

  /**
   * One that answers where others do.
   *
   * @param base where that is
   */
  public OidcServer(URI base, Client client) {
    issuer = base.resolve(AT).toString();
    register = new Register(client);
    tokens = new Tokens(signer, issuer, client);
    farewells = new Farewells(register, tokens);
    front = new FrontDoor(register, signer, issuer);
    back = new BackDoor(register, tokens);
    add(new Person("ana", "ana@example.org", true));
    add(new Person("bo", "bo@example.org", true));
    add(new Person("cleo", "cleo@example.org", false));
  }

  /** One on a free port of its own. */
  public static OidcServer open(Client client) {
    OidcServer[] server = new OidcServer[1];
    Javalin door = Door.open(0, List.of(routes -> relay(routes, server)));
    server[0] = new OidcServer(URI.create("http://127.0.0.1:" + door.port()), client);
    server[0].door = Optional.of(door);
    return server[0];
  }

  /** Its own port is known only once it is open. */
  private static void relay(RoutesConfig routes, OidcServer[] server) {
    routes.get(AT + "/.well-known/openid-configuration", http -> server[0].front.describe(http));
    routes.get(AT + "/jwks", http -> server[0].front.keys(http));
    routes.get(AT + "/authorize", http -> server[0].front.ask(http));
    routes.post(AT + "/authorize", http -> server[0].front.ask(http));
    routes.post(AT + "/token", http -> server[0].back.tell(http));
    routes.get(AT + "/userinfo", http -> server[0].back.about(http));
    routes.get(AT + "/end-session", http -> server[0].end(http));
    routes.post("/control/oidc/faults", http -> server[0].faults(http));
    routes.post("/control/oidc/people", http -> server[0].people(http));
    routes.post("/control/oidc/rotate", http -> server[0].rotate());
    routes.post("/control/oidc/sign-out", http -> server[0].signOut(http));
  }

  /** What it answers. */
  public void routes(RoutesConfig routes) {
    relay(routes, new OidcServer[] {this});
  }

  /** Who it is. */
  public String issuer() {
    return issuer;
  }

  /** Has somebody have an account here. */
  public void add(Person person) {
    register.add(person);
  }

  /** Has the next ones go wrong so, each at its stage. */
  public void plan(Fault... next) {
    register.plan(List.of(next));
  }

  /** Signs with a new key from now on. */
  public void rotate() {
    signer.rotate();
  }

  /** How often it was asked for its keys. */
  public int keysAsked() {
    return register.keysAsked();
  }

  /** Tells from now on there that somebody has left. */
  public void tell(URI there) {
    Client client = register.client();
    register.change(new Client(client.id(), client.secret(), client.back(), there));
  }

  /** Anything, signed by it. */
  public String sign(JWTClaimsSet claims, String type) {
    return signer.sign(claims, type);
  }

  /** That somebody has left, signed. */
  public String left(String subject, Optional<String> sid) {
    return tokens.left(subject, sid);
  }

  /** Tells the client that somebody has left; what it answers. */
  public int signOut(String subject) throws IOException, InterruptedException {
    return farewells.signOut(subject);
  }

  @Override
  public void close() {
    door.ifPresent(Javalin::stop);
  }

  private void end(Context request) throws IOException, InterruptedException {
    String hint = request.queryParam("login_hint");
    if (hint != null) {
      signOut(hint);
    }
    request.html("<!doctype html><title>Signed out</title>You have signed out.");
  }

  private void faults(Context request) throws IOException {
    List<Fault> next = new ArrayList<>();
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      Optional<Fault> fault = Fault.of(name.asText());
      if (fault.isEmpty()) {
        answer(request, 400, Map.of("code", "no_such_fault"));
        return;
      }
      next.add(fault.get());
    }
    register.plan(next);
    request.status(204);
  }

  private void people(Context request) throws IOException {
    add(JSON.readValue(request.bodyAsBytes(), Person.class));
    request.status(204);
  }

  private void signOut(Context request) throws IOException, InterruptedException {
    String subject = JSON.readTree(request.bodyAsBytes()).path("subject").asText();
    answer(request, 200, Map.of("answer", signOut(subject)));
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
