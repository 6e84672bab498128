package playhouse.serving.platform.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.MDC;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.store.Audit;
import playhouse.serving.platform.store.Idempotency;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.traces.Piece;
import playhouse.serving.platform.traces.Traces;

/**
 * The one door that every request goes through: it gets an id, must not come too often, must come
 * from somebody who may ask, and what it changes is one transaction, done once for each key and
 * noted in the audit log.
 */
public final class Gate {
  /** The cookie that a browser keeps its session in. */
  public static final String SESSION_COOKIE = "playhouse-session";

  private static final String CALLER = "caller";
  private static final String REQUEST_ID = "X-Request-Id";

  /** Source: W3C Trace Context, level 2 (draft). */
  private static final String TRACE = "traceresponse";

  private final Callers callers;
  private final Peers peers;
  private final ServicesDatabase database;
  private final Runnable committed;
  private final Limits limits;
  private final Clock clock;
  private final Traces traces;

  /** Opens it; nobody is told of traces. */
  public Gate(
      Callers callers, Peers peers, ServicesDatabase database, Runnable committed, Clock clock) {
    this(callers, peers, database, committed, clock, Traces.kept());
  }

  /**
   * Opens it.
   *
   * @param peers whose address a request comes from
   * @param committed told after every change
   */
  public Gate(
      Callers callers,
      Peers peers,
      ServicesDatabase database,
      Runnable committed,
      Clock clock,
      Traces traces) {
    this.callers = callers;
    this.peers = peers;
    this.database = database;
    this.committed = committed;
    this.limits = new Limits();
    this.clock = clock;
    this.traces = traces;
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
    return new Request(http, caller(http), "", http.ip()).person(Optional.of(person));
  }

  /** The endpoint behind the door. */
  Handler before(Endpoint endpoint) {
    String name = endpoint.method().name() + " " + endpoint.path();
    return http -> {
      String id = id(http);
      http.header(REQUEST_ID, id);
      MDC.put("request", id);
      try (Piece piece = traces.asked(name, http::header)) {
        http.header(TRACE, piece.id());
        piece.note("http.route", endpoint.path());
        piece.note("playhouse.request", id);
        enter(http, endpoint, id);
        piece.answered(http.statusCode());
      } finally {
        MDC.remove("request");
      }
    };
  }

  /** What goes wrong is answered in here, where logs know what was asked. */
  private void enter(Context http, Endpoint endpoint, String id) {
    try {
      Caller caller = admit(http, endpoint);
      http.attribute(CALLER, caller);
      if (endpoint.list()) {
        Parameters.only(http, endpoint.queries().stream().map(Endpoint.Query::name).toList());
      }
      if (endpoint.work() instanceof Endpoint.Work.Raw raw) {
        raw.handler().handle(http);
      } else if (endpoint.work() instanceof Endpoint.Work.Read read) {
        tell(http, read.answer().apply(new Request(http, caller, id, peers.ip(http))));
      } else if (endpoint.work() instanceof Endpoint.Work.Write write) {
        // Before the transaction: what cannot be read needs none.
        Request request = new Request(http, caller, id, peers.ip(http));
        endpoint.takes().ifPresent(body -> request.body(body.type()));
        change(request, endpoint, write);
      }
    } catch (Exception e) {
      Problems.answer(e, http);
      if (e instanceof Refusal refusal && refusal.later()) {
        limits.late(http);
      }
    }
  }

  /**
   * Who bears a key or token, or has the cookie of a session. Another site can make a browser send
   * the cookie, but not without the browser saying so.
   */
  private static Optional<Caller> caller(Context http, Callers callers) {
    String bearer = http.header("Authorization");
    String cookie = http.cookie(SESSION_COOKIE);
    if (bearer != null || cookie == null) {
      return callers.of(Optional.ofNullable(bearer));
    }
    String site = http.header("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    boolean asks = http.method().equals(HandlerType.GET);
    return own || asks ? callers.of(Optional.of("Bearer " + cookie)) : Optional.empty();
  }

  private static String id(Context http) {
    String given = http.header(REQUEST_ID);
    return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
        ? given
        : UUID.randomUUID().toString();
  }

  private Caller admit(Context http, Endpoint endpoint) {
    Optional<Caller> caller = caller(http, callers);
    limits.take(caller, peers.ip(http), endpoint.machines());
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
    Function<Handle, Answer> work = write.answer().apply(request);
    if (endpoint.secret()) {
      changeUnseen(request, endpoint, work);
    } else {
      changeOnce(request, endpoint, work);
    }
  }

  /** What was answered is not kept, so that nobody finds it later. */
  private void changeUnseen(Request request, Endpoint endpoint, Function<Handle, Answer> work) {
    Answer answer =
        database.write(
            tx -> {
              Answer given = work.apply(tx);
              if (given.refusal().isEmpty() && given.status() < 400) {
                audit(tx, request, endpoint, given);
              }
              return given;
            });
    answer.afterwards().ifPresent(Runnable::run);
    committed.run();
    answer
        .refusal()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    request.http().header("Cache-Control", "no-store");
    tell(request.http(), answer);
  }

  private void changeOnce(Request request, Endpoint endpoint, Function<Handle, Answer> change) {
    Context http = request.http();
    Function<Handle, Answer> work =
        tx -> {
          Answer answer = change.apply(tx);
          if (answer.refusal().isPresent()) {
            throw answer.refusal().get();
          }
          audit(tx, request, endpoint, answer);
          return answer;
        };
    String key = http.header("Idempotency-Key");
    Answer answer =
        key == null ? database.write(work) : database.write(tx -> once(tx, request, key, work));
    answer.afterwards().ifPresent(Runnable::run);
    committed.run();
    tell(http, answer);
  }

  private Answer once(Handle tx, Request request, String key, Function<Handle, Answer> work) {
    Context http = request.http();
    List<Runnable> afterwards = new ArrayList<>();
    Supplier<Idempotency.Told> first =
        () -> {
          Answer answer = work.apply(tx);
          answer.afterwards().ifPresent(afterwards::add);
          return new Idempotency.Told(answer.status(), answer.location(), answer.body(), false);
        };
    Idempotency.Told told =
        Idempotency.once(
            tx,
            request.caller().subject(),
            key,
            Idempotency.request(http.method().name(), http.path(), http.bodyAsBytes()),
            clock.instant(),
            first);
    Answer answer = new Answer(told.status(), told.location(), told.body());
    if (told.again()) {
      return answer.with("Idempotent-Replayed", "true");
    }
    return afterwards.isEmpty() ? answer : answer.then(afterwards.get(0));
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
    answer.headers().forEach(header -> http.res().addHeader(header.name(), header.value()));
    answer.location().ifPresent(location -> http.header("Location", location));
    answer.paper().ifPresent(paper -> http.contentType(paper.type()).result(paper.bytes()));
    if (!answer.body().isEmpty()) {
      boolean json = answer.body().startsWith("{") || answer.body().startsWith("[");
      http.contentType(json ? "application/json" : "text/plain");
      Etags.answer(http, answer.body());
    }
  }
}
