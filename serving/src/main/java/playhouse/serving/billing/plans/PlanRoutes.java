package playhouse.serving.billing.plans;

import java.util.List;
import java.util.Optional;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Plans over HTTP. */
public final class PlanRoutes implements Routes {
  private final ServicesDatabase database;

  /** All that are on sale. */
  public record Plans(List<Plan> items) {}

  /** Answers from there. */
  public PlanRoutes(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/plans", "Plans on sale, with their prices by country.")
            .may(Role.values())
            .filter("country", "Only what can be had there; ISO 3166-1 alpha-2.")
            .gives(Plans.class)
            .read(this::plans));
  }

  private Answer plans(Request request) {
    Optional<String> country = request.query("country");
    if (country.isPresent() && !country.get().matches("[A-Z]{2}")) {
      throw Refusal.bad("country", "must be two capital letters, such as CN");
    }
    return Answer.ok(new Plans(database.read(handle -> PlanStore.sold(handle, country))));
  }
}
