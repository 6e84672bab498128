package playhouse.serving.personalisation.people;

import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.contracts.facts.Prediction;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** What models answer of a person, over HTTP: nobody is shown it of themselves. */
public final class PredictionRoutes implements Routes {
  private final PredictionStore predictions;

  /** Answers from this store. */
  public PredictionRoutes(PredictionStore predictions) {
    this.predictions = predictions;
  }

  @Override
  public String system() {
    return "S9.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/people/{id}/predictions", "What models answer of a person.")
            .may(Role.ANALYST, Role.SERVICE)
            .raw(this::predictions));
  }

  private void predictions(Context http) {
    UUID person = Parameters.person("id", http.pathParam("id"));
    List<Prediction> known = predictions.of(person);
    if (known.isEmpty()) {
      throw Refusal.missing("no model answers anything of person " + person);
    }
    Json.answer(
        http, new Answers(person.toString(), known.stream().map(PredictionRoutes::view).toList()));
  }

  private static PredictionView view(Prediction one) {
    return new PredictionView(
        one.getModel(),
        one.getVersion(),
        one.getDay(),
        one.getProbability(),
        one.getLow(),
        one.getHigh());
  }

  /** A person's answers as callers see them. */
  record Answers(String person, List<PredictionView> predictions) {}

  /** One answer; low and high bound the share of such answers that comes true. */
  record PredictionView(
      String model, String version, String day, double probability, double low, double high) {}
}
