package playhouse.serving.analytics.dictionary;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Role;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/** The dictionary over HTTP, for every role: it says what there is, not what is in it. */
public final class DictionaryRoutes implements Routes {
  private final List<Described> tables = Dictionary.tables();

  @Override
  public String system() {
    return "S9.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/dictionary", "What the lake's tables hold.")
            .may(Role.values())
            .lists()
            .raw(this::dictionary));
  }

  private void dictionary(Context http) {
    Json.answer(http, Map.of("tables", tables));
  }
}
