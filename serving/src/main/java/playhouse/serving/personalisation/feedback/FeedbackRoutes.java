package playhouse.serving.personalisation.feedback;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
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

/** Feedback over HTTP. */
public final class FeedbackRoutes implements Routes {
  private static final Map<String, Feedback.Action> ACTIONS =
      Map.of(
          "clicked", Feedback.Action.CLICKED,
          "dismissed", Feedback.Action.DISMISSED,
          "liked", Feedback.Action.LIKED);

  private final Feedback feedback;

  /**
   * What somebody made of a title.
   *
   * @param person as a UUID or as {@code dataset:id}
   * @param action clicked, dismissed or liked
   */
  record Given(
      @NotBlank @Size(max = 256) String person,
      @NotBlank @Size(max = 256) String title,
      @NotBlank @Size(max = 64) String action) {}

  /** It is stored; the fact's id. */
  record Accepted(String id, String status) {}

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
            .takes(
                Given.class,
                """
                {"person":"7c0de0f1-0000-4000-8000-000000000001","title":"t1","action":"clicked"}
                """)
            .gives(Accepted.class)
            .write(this::give));
  }

  private Answer give(Request request, Handle tx) {
    Given given = request.body(Given.class);
    UUID person = request.person(Optional.of(Parameters.person("person", given.person())));
    Feedback.Action action = ACTIONS.get(given.action());
    if (action == null) {
      throw Refusal.bad("action", "must be clicked, dismissed or liked");
    }
    String id = feedback.give(tx, request.path("served"), person, given.title(), action);
    return Answer.ok(new Accepted(id, "accepted"));
  }
}
