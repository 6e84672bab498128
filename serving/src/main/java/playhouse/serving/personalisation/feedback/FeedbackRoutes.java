package playhouse.serving.personalisation.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.UUID;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Parameters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.Routes;

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
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/recommendations/{served}/feedback", this::give);
  }

  private void give(Context http) {
    JsonNode body = Json.body(http);
    UUID person = Parameters.person("person", Json.text(body, "person"));
    String title = Json.text(body, "title");
    Feedback.Action action = ACTIONS.get(Json.text(body, "action"));
    if (action == null) {
      throw Refusal.bad("action", "must be clicked, dismissed or liked");
    }
    String id = feedback.give(http.pathParam("served"), person, title, action);
    Json.answer(http, Map.of("id", id, "status", "accepted"));
  }
}
