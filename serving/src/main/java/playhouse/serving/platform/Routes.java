package playhouse.serving.platform;

import io.javalin.config.RoutesConfig;

/** A few paths and who answers them. */
public interface Routes {
  /** Adds them to the web server. */
  void addTo(RoutesConfig routes);
}
