package playhouse.counterparts.psp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import playhouse.counterparts.Door;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.faults.Faults;

/**
 * A payment service provider over HTTP. A merchant's server charges a method that its client had
 * tokenised ({@code tok_…}); what went wrong is said or, as in life, not said.
 *
 * <ul>
 *   <li>{@code POST /charges}, with {@code Idempotency-Key}: {@code {reference, amountMinor,
 *       currency, method, capture, challenge, returnUrl}}; 201, 202 if the payer's bank wants to
 *       hear from them at {@code redirect}, or 402 if the bank says no
 *   <li>{@code POST /charges/{id}/capture} and {@code /cancel}: takes what was set aside, or lets
 *       go
 *   <li>{@code GET /charges?reference=…}: what became of it
 *   <li>{@code POST /refunds}, with {@code Idempotency-Key}: {@code {reference, charge,
 *       amountMinor}}; {@code GET /refunds?reference=…}
 *   <li>{@code GET /disputes/{id}} and {@code POST /disputes/{id}/evidence}
 *   <li>{@code GET /acs/{charge}}: the page of the payer's bank
 *   <li>{@code POST /control/faults}: {@code {"next": ["drop-after", …]}}
 *   <li>{@code POST /control/webhooks}: {@code {"copies": 3}}, how often everything is told; {@code
 *       {"again": 5, "seed": 1}} tells of so many charges of the past once more, as they were
 *   <li>{@code POST /control/disputes}: {@code {"reference": …, "reason": …}} has a bank take money
 *       back; {@code POST /control/disputes/{id}}: {@code {"status": "won"}} has it decide
 * </ul>
 *
 * <p>Methods {@code tok_declined…} are always declined, the payer's bank always wants to hear from
 * those of {@code tok_challenge…}, and what was taken by {@code tok_norefund…} cannot go back.
 */
public final class Psp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Books books;
  private final Faults faults = new Faults();
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
    this(port, key, new Webhooks(merchant, secret), beside, Clock.systemUTC());
  }

  /** The same, by another clock. */
  public Psp(
      int port, String key, Webhooks webhooks, List<Consumer<RoutesConfig>> beside, Clock clock) {
    this.key = key;
    this.books = new Books(clock);
    this.webhooks = webhooks;
    List<Consumer<RoutesConfig>> all = new ArrayList<>(beside);
    all.add(this::routes);
    http = Door.open(port, all);
  }

  private void routes(RoutesConfig routes) {
    for (String guarded : List.of("/charges", "/charges/*", "/refunds", "/disputes/*")) {
      routes.before(guarded, this::authenticate);
    }
    routes.post("/charges", this::charge);
    routes.get("/charges", this::find);
    routes.post("/charges/{id}/capture", this::capture);
    routes.post("/charges/{id}/cancel", this::cancel);
    routes.post("/refunds", this::refund);
    routes.get("/refunds", this::findRefund);
    routes.get("/disputes/{id}", this::dispute);
    routes.post("/disputes/{id}/evidence", this::evidence);
    CardPage.routes(routes);
    routes.get("/acs/{id}", this::acs);
    routes.post("/acs/{id}", this::authenticated);
    routes.post("/control/faults", faults::control);
    routes.post("/control/webhooks", this::copies);
    routes.post("/control/disputes", this::takeBack);
    routes.post("/control/disputes/{id}", this::decide);
  }

  /** Where it is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /** What it knows. */
  public Books books() {
    return books;
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
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    String method = asked.path("method").asText();
    boolean declined =
        method.startsWith("tok_declined") || fault.filter(Fault.DECLINE::equals).isPresent();
    boolean challenge = asked.path("challenge").asBoolean() || method.startsWith("tok_challenge");
    long amount = asked.path("amountMinor").asLong();
    Charge charge =
        books.charge(
            idempotencyKey,
            new Books.Wanted(
                asked.path("reference").asText(),
                fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? amount + 1 : amount,
                asked.path("currency").asText(),
                method,
                !asked.path("capture").asBoolean(true),
                asked.path("returnUrl").asText()),
            declined ? Optional.of("insufficient_funds") : Optional.empty(),
            challenge ? Optional.of(uri() + "/acs/") : Optional.empty());
    webhooks.tell("charge." + charge.status(), charge);
    Faults.answer(request, fault, to -> tell(to, charge));
  }

  private static void tell(Context request, Charge charge) throws IOException {
    int status =
        switch (charge.status()) {
          case "declined" -> 402;
          case "requires_action" -> 202;
          default -> 201;
        };
    answer(request, status, charge);
  }

  private void find(Context request) throws IOException {
    String reference = request.queryParam("reference");
    answer(request, 200, Map.of("items", reference == null ? books.all() : books.of(reference)));
  }

  private void capture(Context request) throws IOException {
    change(request, books::capture);
  }

  private void cancel(Context request) throws IOException {
    change(request, books::cancel);
  }

  private interface Change {
    Optional<Charge> of(String charge);
  }

  private void change(Context request, Change change) throws IOException {
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Optional<Charge> changed = change.of(request.pathParam("id"));
    if (changed.isEmpty()) {
      answer(request, 404, Map.of("code", "no_such_charge"));
      return;
    }
    webhooks.tell("charge." + changed.get().status(), changed.get());
    Faults.answer(request, fault, to -> tell(to, changed.get()));
  }

  private void refund(Context request) throws IOException {
    String idempotencyKey = request.header("Idempotency-Key");
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    if (idempotencyKey == null || asked.path("amountMinor").asLong() <= 0) {
      answer(request, 400, Map.of("code", "bad_request"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    String of = asked.path("charge").asText();
    boolean refused =
        fault.filter(Fault.DECLINE::equals).isPresent()
            || books.charge(of).map(c -> c.method().startsWith("tok_norefund")).orElse(false);
    Refund refund =
        books.refund(
            idempotencyKey,
            asked.path("reference").asText(),
            of,
            asked.path("amountMinor").asLong(),
            refused ? Optional.of("account_closed") : Optional.empty());
    webhooks.tell("refund." + refund.status(), refund);
    Faults.answer(
        request, fault, to -> answer(to, refund.status().equals("failed") ? 402 : 201, refund));
  }

  private void findRefund(Context request) throws IOException {
    String reference = request.queryParam("reference");
    answer(
        request,
        200,
        Map.of(
            "items",
            books.refunds().stream()
                .filter(refund -> reference == null || refund.reference().equals(reference))
                .toList()));
  }

  private void dispute(Context request) throws IOException {
    tell(request, books.dispute(request.pathParam("id")));
  }

  private void evidence(Context request) throws IOException {
    String evidence = JSON.readTree(request.bodyAsBytes()).path("evidence").asText();
    tell(request, books.evidence(request.pathParam("id"), evidence));
  }

  private static void tell(Context request, Optional<Dispute> dispute) throws IOException {
    answer(
        request,
        dispute.isPresent() ? 200 : 404,
        dispute.<Object>map(found -> found).orElse(Map.of("code", "no_such_dispute")));
  }

  private void takeBack(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    Optional<Dispute> dispute =
        books.dispute(asked.path("reference").asText(), asked.path("reason").asText("10.4"));
    dispute.ifPresent(made -> webhooks.tell("charge.disputed", made));
    tell(request, dispute);
  }

  private void decide(Context request) throws IOException {
    String status = JSON.readTree(request.bodyAsBytes()).path("status").asText();
    if (!List.of("won", "lost").contains(status)) {
      answer(request, 400, Map.of("code", "bad_request"));
      return;
    }
    Optional<Dispute> dispute = books.decide(request.pathParam("id"), status);
    dispute.ifPresent(made -> webhooks.tell("charge.dispute_" + status, made));
    tell(request, dispute);
  }

  /** The page on which the payer's bank asks them. */
  private void acs(Context request) {
    String id = request.pathParam("id");
    if (books.charge(id).isEmpty()) {
      request.status(404);
      return;
    }
    request
        .contentType("text/html; charset=utf-8")
        .result(
            "<!doctype html><title>Your bank</title><form method=post>Is it you who pays? "
                + "<button name=result value=authenticated>Yes</button> "
                + "<button name=result value=failed>No</button></form>");
  }

  private void authenticated(Context request) {
    boolean yes = "authenticated".equals(request.formParam("result"));
    Optional<Charge> charge = books.heard(request.pathParam("id"), yes);
    if (charge.isEmpty()) {
      request.status(404);
      return;
    }
    webhooks.tell("charge." + charge.get().status(), charge.get());
    String to = charge.get().returnUrl();
    if (to.isEmpty()) {
      request.result("You may close this page.");
    } else {
      request.status(303).header("Location", to);
    }
  }

  private void copies(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    if (asked.has("copies")) {
      webhooks.copies(asked.path("copies").asInt());
    }
    again(asked.path("again").asInt(), new Random(asked.path("seed").asLong()));
    request.status(204);
  }

  /** What was told before is told late: of what is taken by now, that it was set aside. */
  private void again(int count, Random random) {
    List<Charge> charges = books.all();
    for (int i = 0; i < count && !charges.isEmpty(); i++) {
      Charge charge = charges.get(random.nextInt(charges.size()));
      boolean before = charge.hold() && charge.status().equals("succeeded") && random.nextBoolean();
      Charge told = before ? charge.in("authorised", "", charge.authorisedUntil()) : charge;
      webhooks.tell("charge." + told.status(), told);
    }
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
