package playhouse.serving.platform.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.MDC;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.store.Audit;
import playhouse.serving.platform.store.Idempotency;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * The one door that every request goes through: it gets an id, must not come too often, must come
 * from somebody who may ask, and what it changes is one transaction, done once for each key and
 * noted in the audit log.
 */
public final class Gate {
  private static final String CALLER = "caller";
  private static final String REQUEST_ID = "X-Request-Id";

  private final Callers callers;
  private final ServicesDatabase database;
  private final Runnable committed;
  private final Limits limits;
  private final Clock clock;

  /**
   * Opens it.
   *
   * @param committed told after every change
   */
  public Gate(Callers callers, ServicesDatabase database, Runnable committed, Clock clock) {
    this.callers = callers;
    this.database = database;
    this.committed = committed;
    this.limits = new Limits();
    this.clock = clock;
  }

  /** Who asks, for routes that speak HTTP themselves. */
  public static Caller caller(Context http) {
    Caller caller = http.attribute(CALLER);
    return caller == null ? Caller.NOBODY : caller;
  }

  /**
   * The person that is asked about.
   *
   * @throws Refusal 404 if a viewer asks about somebody else
   */
  public static UUID own(Context http, UUID person) {
    return new Request(http, caller(http), "").person(Optional.of(person));
  }

  /** The endpoint behind the door. */
  Handler before(Endpoint endpoint) {
    return http -> {
      String id = id(http);
      http.header(REQUEST_ID, id);
      MDC.put("request", id);
      try {
        Caller caller = admit(http, endpoint);
        http.attribute(CALLER, caller);
        if (endpoint.work() instanceof Endpoint.Work.Raw raw) {
          raw.handler().handle(http);
        } else if (endpoint.work() instanceof Endpoint.Work.Read read) {
          tell(http, read.answer().apply(new Request(http, caller, id)));
        } else if (endpoint.work() instanceof Endpoint.Work.Write write) {
          // Before the transaction: what cannot be read needs none.
          endpoint.takes().ifPresent(body -> Bodies.read(http.bodyAsBytes(), body.type()));
          change(new Request(http, caller, id), endpoint, write);
        }
      } finally {
        MDC.remove("request");
      }
    };
  }

  private static String id(Context http) {
    String given = http.header(REQUEST_ID);
    return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
        ? given
        : UUID.randomUUID().toString();
  }

  private Caller admit(Context http, Endpoint endpoint) {
    Optional<Caller> caller = callers.of(Optional.ofNullable(http.header("Authorization")));
    limits.take(caller, http.ip(), endpoint.machines());
    if (endpoint.open()) {
      return caller.orElse(Caller.NOBODY);
    }
    Caller known = caller.orElseThrow(Refusal::unauthenticated);
    if (!endpoint.roles().contains(known.role())) {
      throw Refusal.forbidden(known.role().text());
    }
    return known;
  }

  private void change(Request request, Endpoint endpoint, Endpoint.Work.Write write) {
    Context http = request.http();
    Idempotency.Told told =
        database.write(
            tx -> {
              Supplier<Idempotency.Told> work =
                  () -> {
                    Answer answer = write.answer().apply(request, tx);
                    audit(tx, request, endpoint, answer);
                    return new Idempotency.Told(
                        answer.status(), answer.location(), answer.body(), false);
                  };
              String key = http.header("Idempotency-Key");
              return key == null
                  ? work.get()
                  : Idempotency.once(
                      tx,
                      request.caller().subject(),
                      key,
                      Idempotency.request(http.method().name(), http.path(), http.bodyAsBytes()),
                      clock.instant(),
                      work);
            });
    committed.run();
    if (told.again()) {
      http.header("Idempotent-Replayed", "true");
    }
    tell(http, new Answer(told.status(), told.location(), told.body()));
  }

  private void audit(Handle tx, Request request, Endpoint endpoint, Answer answer) {
    Audit.add(
        tx,
        new Audit.Entry(
            clock.instant(),
            request.caller().subject(),
            request.caller().role().text(),
            endpoint.method().name() + " " + endpoint.path(),
            answer.location().orElse(request.http().path()),
            request.id()));
  }

  private static void tell(Context http, Answer answer) {
    http.status(answer.status());
    answer.location().ifPresent(location -> http.header("Location", location));
    if (!answer.body().isEmpty()) {
      boolean json = answer.body().startsWith("{") || answer.body().startsWith("[");
      http.contentType(json ? "application/json" : "text/plain");
      Etags.answer(http, answer.body());
    }
  }
}
