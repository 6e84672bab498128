package playhouse.serving.personalisation.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** Feedback over HTTP. */
public final class FeedbackRoutes implements Routes {
  private static final Map<String, Feedback.Action> ACTIONS =
      Map.of(
          "clicked", Feedback.Action.CLICKED,
          "dismissed", Feedback.Action.DISMISSED,
          "liked", Feedback.Action.LIKED);

  private final Feedback feedback;

  /** Hands it on to this. */
  public FeedbackRoutes(Feedback feedback) {
    this.feedback = feedback;
  }

  @Override
  public String system() {
    return "S6.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/recommendations/{served}/feedback", "What came of a list.")
            .may(Role.VIEWER, Role.SERVICE)
            .raw(this::give));
  }

  private void give(Context http) {
    JsonNode body = Json.body(http);
    UUID person = Gate.own(http, Parameters.person("person", Json.text(body, "person")));
    String title = Json.text(body, "title");
    Feedback.Action action = ACTIONS.get(Json.text(body, "action"));
    if (action == null) {
      throw Refusal.bad("action", "must be clicked, dismissed or liked");
    }
    String id = feedback.give(http.pathParam("served"), person, title, action);
    Json.answer(http, Map.of("id", id, "status", "accepted"));
  }
}
