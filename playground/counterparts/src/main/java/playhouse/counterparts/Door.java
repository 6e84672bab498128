package playhouse.counterparts;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Consumer;

/** The HTTP server that counterparts answer on, of the loopback address. */
public final class Door {
  private Door() {}

  /**
   * Opens.
   *
   * @param port 0 takes a free one
   * @param some what is answered there, beside {@code /health}
   */
  public static Javalin open(int port, List<Consumer<RoutesConfig>> some) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/health", request -> request.result("well"));
              some.forEach(routes -> routes.accept(config.routes));
            })
        .start("127.0.0.1", port);
  }
}
