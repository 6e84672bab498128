package playhouse.collector.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.collector.event.EventDecoder;
import playhouse.collector.log.Consents;
import playhouse.collector.log.FactLog;
import playhouse.collector.log.KafkaSettings;
import playhouse.collector.log.NotDurable;
import playhouse.collector.log.Pulse;
import playhouse.contracts.ApiKeys;

/** The collector's HTTP server with all that stands behind it. */
public final class Door implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int THREADS = 128;

  private final InFlight inFlight;
  private final Meters meters;
  private final Pulse pulse;
  private final Consents consents;
  private final FactLog log;
  private final Javalin server;

  /**
   * Where the door is and what it needs.
   *
   * @param host address to listen on
   * @param port port to listen on; 0 takes a free one
   * @param kafka bootstrap servers
   * @param keys file of API keys
   * @param consentWhenUnknown whether behaviour is kept where consent is unknown
   * @param clientAddress where a client's address is read
   * @param limits how much is taken
   */
  public record Plan(
      String host,
      int port,
      String kafka,
      Path keys,
      boolean consentWhenUnknown,
      ClientAddress clientAddress,
      Limits limits) {}

  /** Somebody else listens where we were to. */
  public static final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTaken(String host, int port, Throwable cause) {
      super(host + ":" + port + " is taken: change PLAYHOUSE_COLLECTOR_PORT", cause);
    }
  }

  private Door(Plan plan, Clock clock) {
    inFlight = new InFlight(plan.limits().inFlightBytes());
    meters = new Meters(inFlight);
    pulse = new Pulse(plan.kafka(), clock);
    consents = Consents.follow(plan.kafka(), plan.consentWhenUnknown());
    log = FactLog.open(KafkaSettings.door(plan.kafka(), plan.limits().patience()));
    EventsRoute events =
        new EventsRoute(
            plan.limits(),
            new ApiKeys(plan.keys(), clock),
            new Rates(plan.limits(), clock),
            inFlight,
            new EventDecoder(consents),
            plan.clientAddress(),
            log,
            meters,
            clock);
    server = Javalin.create(config -> configure(config, plan, events));
  }

  /** Opens the door. */
  public static Door open(Plan plan, Clock clock) {
    Door door = new Door(plan, clock);
    try {
      door.server.start();
    } catch (JavalinBindException e) {
      door.close();
      throw new PortTaken(plan.host(), plan.port(), e);
    }
    LOG.info("Taking events at http://{}:{}/v1/events", plan.host(), door.port());
    return door;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  private void configure(JavalinConfig config, Plan plan, EventsRoute events) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.host = plan.host();
    config.jetty.port = plan.port();
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    // Waits for answers that are on their way when the server stops.
    config.jetty.modifyServer(
        jetty -> {
          jetty.setHandler(new GracefulHandler());
          jetty.setStopTimeout(DRAIN.toMillis());
        });
    byte[] openApi = OpenApi.document(plan.limits());
    config.routes.post("/v1/events", request -> timed(events, request));
    config.routes.get("/health", this::health);
    config.routes.get("/metrics", request -> request.result(meters.text()));
    config.routes.get(
        "/openapi.json", request -> request.contentType("application/json").result(openApi));
    config.routes.exception(Problem.class, Door::tell);
    config.routes.exception(NotDurable.class, this::notDurable);
    config.routes.exception(HttpResponseException.class, this::framework);
  }

  private void timed(EventsRoute events, Context request) {
    long begun = System.nanoTime();
    int status = 500;
    try {
      if (!consents.complete()) {
        throw Problem.later(Problem.Kind.UNAVAILABLE, "consents are still being read", 1);
      }
      events.handle(request);
      status = request.statusCode();
    } catch (Problem problem) {
      status = problem.kind().status();
      throw problem;
    } catch (NotDurable e) {
      status = 503;
      throw e;
    } finally {
      meters.request(status, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private void health(Context request) {
    boolean up = pulse.beats();
    boolean ready = up && consents.complete();
    request
        .status(ready ? 200 : 503)
        .contentType("application/json")
        .result(
            "{\"status\":\"%s\",\"kafka\":%b,\"consents\":%b}"
                .formatted(ready ? "up" : "down", up, consents.complete()));
  }

  private void notDurable(NotDurable failure, Context request) {
    LOG.warn("Not stored: {}", failure.getMessage());
    tell(
        Problem.later(
            Problem.Kind.UNAVAILABLE,
            "Kafka did not confirm; send the same events again, repeats do no harm",
            2),
        request);
  }

  private void framework(HttpResponseException failure, Context request) {
    Problem.Kind kind =
        switch (failure.getStatus()) {
          case 404 -> Problem.Kind.NOT_FOUND;
          case 405 -> Problem.Kind.METHOD_NOT_ALLOWED;
          case 408 -> Problem.Kind.TOO_SLOW;
          case 413 -> Problem.Kind.TOO_LARGE;
          default -> Problem.Kind.MALFORMED_JSON;
        };
    tell(new Problem(kind, String.valueOf(failure.getMessage())), request);
  }

  private static void tell(Problem problem, Context request) {
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> request.header("Retry-After", String.valueOf(seconds)));
    if (problem.kind() == Problem.Kind.UNAUTHORIZED) {
      request.header("WWW-Authenticate", "Bearer");
    }
    request
        .status(problem.kind().status())
        .contentType(Problem.CONTENT_TYPE)
        .result(problem.json().toString());
  }

  /** Takes nothing more, finishes what is in work, and leaves. */
  @Override
  public void close() {
    long begun = System.nanoTime();
    boolean drained = inFlight.drain(DRAIN);
    log.flush();
    server.stop();
    log.close();
    consents.close();
    pulse.close();
    meters.close();
    LOG.info(
        "Closed after {} ms; {}",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        drained ? "nothing was left in work" : "some requests went unanswered");
  }
}
