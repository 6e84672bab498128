package playhouse.serving.identity.provider;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Clients over HTTP. */
final class ClientRoutes implements Routes {
  private final ServicesDatabase database;
  private final Clients clients;
  private final Grants grants;

  /** A client that is to be let in. */
  record Wanted(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{2,31}") String id,
      @NotNull @Size(min = 1, max = 80) String title,
      @JsonPropertyDescription("For a machine: what it is to the platform.")
          @Nullable
          @Pattern(regexp = "service|analyst|operator|moderator|agent")
          String role,
      @JsonPropertyDescription("For who has people signed in: where they are sent back to.")
          @Nullable
          @Size(max = 10)
          List<@NotNull @Size(min = 8, max = 512) String> redirects,
      @JsonPropertyDescription("Where people may be sent once they have signed out.")
          @Nullable
          @Size(max = 10)
          List<@NotNull @Size(min = 8, max = 512) String> afterSignOut,
      @JsonPropertyDescription("Where it is told that somebody has signed out.")
          @Nullable
          @Size(min = 8, max = 512)
          String told,
      @JsonPropertyDescription("Whether it can keep no secret, as a page; false if not said.")
          @Nullable Boolean open) {}

  /** One that was let in. */
  record Told(Client client, @JsonPropertyDescription("Told once.") Optional<String> secret) {}

  /** All of them. */
  record All(List<Client> items) {}

  ClientRoutes(ServicesDatabase database, Clients clients, Grants grants) {
    this.database = database;
    this.clients = clients;
    this.grants = grants;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/clients", "Who may have people signed in by us, and machines.")
            .may()
            .gives(All.class)
            .read(request -> database.read(tx -> Answer.ok(new All(clients.all(tx))))),
        Endpoint.post("/v1/clients", "Lets a client in; its secret is told once.")
            .may()
            .secret()
            .takes(
                Wanted.class,
                "{\"id\":\"nightly-report\",\"title\":\"Nightly report\",\"role\":\"service\"}")
            .gives(201, Told.class)
            .write(this::add),
        Endpoint.delete("/v1/clients/{id}", "Takes a client away, and all that it was given.")
            .may()
            .givesNothing()
            .write(this::remove));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Clients.Added added =
        clients.add(
            tx,
            wanted.id(),
            wanted.title(),
            Optional.ofNullable(wanted.role()).flatMap(Role::of),
            Optional.ofNullable(wanted.redirects()).orElse(List.of()),
            Optional.ofNullable(wanted.afterSignOut()).orElse(List.of()),
            Optional.ofNullable(wanted.told()),
            Boolean.TRUE.equals(wanted.open()));
    return Answer.created("/v1/clients/" + wanted.id(), new Told(added.client(), added.secret()));
  }

  private Answer remove(Request request, Handle tx) {
    String id = request.path("id");
    if (!clients.remove(tx, id)) {
      throw Refusal.missing("there is no such client");
    }
    grants.revokeAll(tx, id);
    return Answer.done();
  }
}
