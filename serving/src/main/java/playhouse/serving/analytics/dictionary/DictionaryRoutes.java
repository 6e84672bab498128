package playhouse.serving.analytics.dictionary;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Routes;

/** The dictionary over HTTP, for whoever asks: it says what there is, not what is in it. */
public final class DictionaryRoutes implements Routes {
  private final List<Described> tables = Dictionary.tables();

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/dictionary", this::dictionary);
  }

  private void dictionary(Context http) {
    Json.answer(http, Map.of("tables", tables));
  }
}
