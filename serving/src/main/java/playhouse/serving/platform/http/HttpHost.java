package playhouse.serving.platform.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import playhouse.serving.platform.Meters;

/** The web server: bounded in threads, connections and body size; it answers errors as problems. */
public final class HttpHost implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int CONNECTIONS = 1024;
  private static final long BODY_BYTES = 64 * 1024;

  private final Javalin javalin;

  private HttpHost(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts listening.
   *
   * @param port 0 takes a free one
   * @param gate that every request goes through
   */
  public static HttpHost start(
      String address, int port, Meters meters, Gate gate, List<Routes> routes) {
    Javalin javalin =
        Javalin.create(
            config -> {
              bound(config);
              time(config, meters);
              config.routes.exception(HttpResponseException.class, Problems::answer);
              config.routes.exception(Exception.class, Problems::answer);
              for (Routes some : routes) {
                for (Endpoint endpoint : some.endpoints()) {
                  config.routes.addHttpHandler(
                      endpoint.method(), endpoint.path(), gate.before(endpoint));
                }
              }
            });
    return new HttpHost(javalin.start(address, port));
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Lets requests in work finish, then stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void bound(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.maxRequestSize = BODY_BYTES;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 8);
    config.jetty.modifyServer(
        server -> {
          // Each connection has one request in work at most: this bounds what waits for a thread.
          server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
          server.setStopTimeout(5_000);
        });
  }

  private static void time(JavalinConfig config, Meters meters) {
    Map<String, Timer> timers = new ConcurrentHashMap<>();
    config.requestLogger.http(
        (http, millis) -> {
          var matched = http.endpoints().matchedHttpEndpoint();
          String route = matched == null ? "none" : matched.path;
          String status = http.statusCode() / 100 + "xx";
          timers
              .computeIfAbsent(
                  route + " " + status,
                  key ->
                      meters.timer("playhouse_http", "Requests", "route", route, "status", status))
              .record((long) (millis * 1e6f), TimeUnit.NANOSECONDS);
        });
  }
}
