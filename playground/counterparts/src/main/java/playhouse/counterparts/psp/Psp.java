package playhouse.counterparts.psp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import playhouse.counterparts.Door;

/**
 * A payment service provider over HTTP. A merchant's server charges a method that its client had
 * tokenised ({@code tok_…}); what went wrong is said or, as in life, not said.
 *
 * <ul>
 *   <li>{@code POST /charges}, with {@code Idempotency-Key}: {@code {reference, amountMinor,
 *       currency, method}}; 201, or 402 if the bank says no
 *   <li>{@code GET /charges?reference=…}: what became of it
 *   <li>{@code POST /control/faults}: {@code {"next": ["drop-after", …]}}
 *   <li>{@code POST /control/webhooks}: {@code {"copies": 3}}
 * </ul>
 *
 * <p>Methods {@code tok_declined…} are always declined.
 */
public final class Psp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SLOW_NANOS = 20_000_000_000L;

  private final Books books = new Books();
  private final Webhooks webhooks;
  private final String key;
  private final Javalin http;

  /**
   * Opens for business.
   *
   * @param port 0 takes a free one
   * @param key that the merchant must bear
   * @param merchant where it wants to be told
   * @param secret that it is told with
   */
  public Psp(int port, String key, URI merchant, String secret) {
    this(port, key, merchant, secret, List.of());
  }

  /**
   * The same.
   *
   * @param beside others that answer on the same port
   */
  public Psp(
      int port, String key, URI merchant, String secret, List<Consumer<RoutesConfig>> beside) {
    this.key = key;
    webhooks = new Webhooks(merchant, secret);
    List<Consumer<RoutesConfig>> all = new ArrayList<>(beside);
    all.add(this::routes);
    http = Door.open(port, all);
  }

  private void routes(RoutesConfig routes) {
    routes.before("/charges", this::authenticate);
    routes.post("/charges", this::charge);
    routes.get("/charges", this::find);
    routes.post("/control/faults", this::faults);
    routes.post("/control/webhooks", this::copies);
  }

  /** Where it is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /** How often money was taken. */
  public long taken() {
    return books.all().stream().filter(charge -> charge.status().equals("succeeded")).count();
  }

  @Override
  public void close() {
    webhooks.close();
    http.stop();
  }

  private void authenticate(Context request) {
    if (!("Bearer " + key).equals(request.header("Authorization"))) {
      request.status(401).skipRemainingHandlers();
    }
  }

  private void charge(Context request) throws IOException {
    String idempotencyKey = request.header("Idempotency-Key");
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    if (idempotencyKey == null || asked.path("amountMinor").asLong() <= 0) {
      answer(request, 400, Map.of("code", "bad_request"));
      return;
    }
    Optional<Fault> fault = books.nextFault();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      drop(request);
      return;
    }
    String method = asked.path("method").asText();
    boolean declined =
        method.startsWith("tok_declined") || fault.filter(Fault.DECLINE::equals).isPresent();
    long amount = asked.path("amountMinor").asLong();
    Charge charge =
        books.charge(
            idempotencyKey,
            asked.path("reference").asText(),
            fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? amount + 1 : amount,
            asked.path("currency").asText(),
            method,
            declined ? Optional.of("insufficient_funds") : Optional.empty());
    webhooks.tell(charge);
    switch (fault.orElse(Fault.DECLINE)) {
      case DROP_AFTER -> drop(request);
      case ERROR_AFTER -> answer(request, 500, Map.of("code", "internal"));
      case NONSENSE -> request.status(200).contentType("text/html").result("<html>");
      case STALL -> {
        request.status(201).res().setContentLength(100);
        request.res().getOutputStream().write('{');
        request.res().flushBuffer();
        LockSupport.parkNanos(SLOW_NANOS);
        request.res().getOutputStream().close();
      }
      case SLOW -> {
        LockSupport.parkNanos(SLOW_NANOS);
        tell(request, charge);
      }
      case DECLINE, DROP_BEFORE, WRONG_AMOUNT -> tell(request, charge);
    }
  }

  private static void tell(Context request, Charge charge) throws IOException {
    answer(request, charge.status().equals("succeeded") ? 201 : 402, charge);
  }

  /** Breaks the connection without a word. */
  private static void drop(Context request) throws IOException {
    request.res().setContentLength(100);
    request.res().getOutputStream().close();
  }

  private void find(Context request) throws IOException {
    String reference = request.queryParam("reference");
    answer(request, 200, Map.of("items", reference == null ? books.all() : books.of(reference)));
  }

  private void faults(Context request) throws IOException {
    List<Fault> next = new ArrayList<>();
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      Optional<Fault> fault = Fault.of(name.asText());
      if (fault.isEmpty()) {
        answer(request, 400, Map.of("code", "no_such_fault"));
        return;
      }
      next.add(fault.get());
    }
    books.plan(next);
    request.status(204);
  }

  private void copies(Context request) throws IOException {
    webhooks.copies(JSON.readTree(request.bodyAsBytes()).path("copies").asInt(1));
    request.status(204);
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
