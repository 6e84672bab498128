package playhouse.serving.personalisation.limits;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Blocked titles over HTTP. */
public final class BlockRoutes implements Routes {
  /** As many as somebody may block. */
  static final int MOST = 2_000;

  private static final int LONGEST = 256;

  private final ServicesDatabase database;
  private final BlockedTitles blocked;

  /** What a person has blocked, by id. */
  record Blocked(List<String> items) {}

  /** In that database, known at once to this memory. */
  public BlockRoutes(ServicesDatabase database, BlockedTitles blocked) {
    this.database = database;
    this.blocked = blocked;
  }

  @Override
  public String system() {
    return "S6.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/people/{id}/blocked",
                "Titles that a person does not want to be shown, by id; 2 000 at most.")
            .may(Role.VIEWER, Role.AGENT, Role.SERVICE)
            .lists()
            .gives(Blocked.class)
            .read(this::list),
        Endpoint.put("/v1/people/{id}/blocked/{title}", "Shows a person that title no more.")
            .may(Role.VIEWER, Role.SERVICE)
            .givesNothing()
            .write((request, tx) -> set(request, tx, true)),
        Endpoint.delete("/v1/people/{id}/blocked/{title}", "Lets a title be shown again.")
            .may(Role.VIEWER, Role.SERVICE)
            .givesNothing()
            .write((request, tx) -> set(request, tx, false)));
  }

  private Answer list(Request request) {
    UUID person = person(request);
    return Answer.ok(
        new Blocked(
            database.read(handle -> BlockStore.of(handle, person, MOST)).stream()
                .map(BlockStore.Block::title)
                .toList()));
  }

  private Answer set(Request request, Handle tx, boolean block) {
    UUID person = person(request);
    String title = request.path("title");
    if (title.isBlank() || title.length() > LONGEST) {
      throw Refusal.bad("title", "must have 1 to " + LONGEST + " characters");
    }
    if (block && BlockStore.others(tx, person, title) >= MOST) {
      throw Refusal.conflict(
          "too_many_blocked", "a person blocks " + MOST + " titles at most: let others in first");
    }
    BlockStore.set(tx, person, title, block);
    return Answer.done().then(() -> blocked.set(person, title, block));
  }

  private static UUID person(Request request) {
    return request.person(Optional.of(Parameters.person("id", request.path("id"))));
  }
}
