package playhouse.serving.personalisation.merges;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who is one person, over HTTP. */
public final class MergeRoutes implements Routes {
  private static final String EXAMPLE = "{\"pseudonym\":\"7c0de0f1-0000-4000-8000-00000000000a\"}";

  private final ServicesDatabase database;
  private final Merges merges;

  /** Under which pseudonym something was done. */
  record Other(
      @JsonPropertyDescription("Under which something was done before somebody signed in.") @NotNull
          UUID pseudonym) {}

  /**
   * A pseudonym that is, or was, somebody's.
   *
   * @param how sign-in or asked
   */
  record View(UUID pseudonym, UUID person, boolean merged, String how, Instant at) {
    private static View of(Merge merge) {
      return new View(merge.other(), merge.person(), !merge.split(), merge.how(), merge.at());
    }
  }

  /** Those that are somebody's now. */
  record All(List<View> items) {}

  /** In that database. */
  public MergeRoutes(ServicesDatabase database, Merges merges) {
    this.database = database;
    this.merges = merges;
  }

  @Override
  public String system() {
    return Merges.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/people/{id}/merges", "Pseudonyms that are taken to be a person's.")
            .may(Role.VIEWER, Role.AGENT, Role.SERVICE)
            .lists()
            .gives(All.class)
            .read(this::all),
        Endpoint.post(
                "/v1/people/{id}/merge", "Takes what was done under another pseudonym for theirs.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Other.class, EXAMPLE)
            .gives(View.class)
            .write(
                (request, tx) ->
                    Answer.ok(
                        View.of(merges.merge(tx, person(request), other(request), Merge.ASKED)))),
        Endpoint.post("/v1/people/{id}/split", "Takes it for theirs no longer.")
            .may(Role.VIEWER, Role.AGENT, Role.SERVICE)
            .takes(Other.class, EXAMPLE)
            .gives(View.class)
            .write(this::split));
  }

  private Answer all(Request request) {
    UUID person = person(request);
    return Answer.ok(
        new All(
            database.read(handle -> merges.of(handle, person)).stream().map(View::of).toList()));
  }

  private Answer split(Request request, Handle tx) {
    return Answer.ok(View.of(merges.split(tx, person(request), other(request))));
  }

  private static UUID other(Request request) {
    return request.body(Other.class).pseudonym();
  }

  private static UUID person(Request request) {
    return request.person(Optional.of(Parameters.person("id", request.path("id"))));
  }
}
