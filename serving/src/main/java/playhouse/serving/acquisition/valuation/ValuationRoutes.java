package playhouse.serving.acquisition.valuation;

import java.util.List;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/**
 * What titles that are there are worth, over HTTP.
 *
 * @param nightly where it is found
 */
public record ValuationRoutes(NightlyValuations nightly) implements Routes {
  static final String SYSTEM = "S1.3";

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/titles/{id}/valuation", "What a title is worth, by the newest night.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(TitleValue.class)
            .read(this::title));
  }

  private Answer title(Request request) {
    String id = request.path("id");
    return Answer.ok(
        nightly
            .title(id)
            .orElseThrow(() -> Refusal.missing("title " + id + " has not been valued")));
  }
}
