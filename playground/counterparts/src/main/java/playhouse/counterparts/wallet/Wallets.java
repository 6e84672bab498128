package playhouse.counterparts.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.faults.Faults;
import playhouse.counterparts.psp.Webhooks;
import playhouse.counterparts.settlement.Moved;

/**
 * Wallets with a stored balance, below {@code /wallet}, in the manner of the card provider: money
 * is set aside by {@code POST /wallet/charges} and taken by {@code …/{id}/capture}, apart; {@code
 * …/{id}/cancel} lets go of it, {@code POST /wallet/refunds} puts it back.
 *
 * <ul>
 *   <li>{@code GET /wallet/balances/{wallet}}: what is in it, by currency
 *   <li>{@code POST /wallet/control/balances}: {@code {"wallet": …, "currency": …, "minor": …}}
 *   <li>{@code POST /wallet/control/faults} and {@code /wallet/control/webhooks} as elsewhere
 * </ul>
 *
 * <p>A wallet that nobody has filled holds 10 000.00 of every currency; {@code tok_declined…} holds
 * nothing.
 */
public final class Wallets implements Consumer<RoutesConfig>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long USUAL_MINOR = 1_000_000;
  private static final long HELD_SECONDS = 7L * 24 * 3_600;

  private final String key;
  private final Webhooks webhooks;
  private final Clock clock;
  private final Faults faults = new Faults();
  private final Map<String, Long> balances = new HashMap<>();
  private final Map<String, String> byKey = new HashMap<>();
  private final Map<String, Movement> movements = new LinkedHashMap<>();
  private final Map<String, Repayment> repayments = new LinkedHashMap<>();

  /**
   * For the merchant that bears that key.
   *
   * @param merchant where it wants to be told
   * @param secret that it is told with
   */
  public Wallets(String key, URI merchant, String secret) {
    this(key, new Webhooks(merchant, secret), Clock.systemUTC());
  }

  /** The same, by another clock. */
  public Wallets(String key, Webhooks webhooks, Clock clock) {
    this.key = key;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  @Override
  public void accept(RoutesConfig config) {
    for (String guarded : List.of("/wallet/charges", "/wallet/charges/*", "/wallet/refunds")) {
      config.before(guarded, this::authenticate);
    }
    config.post("/wallet/charges", this::setAside);
    config.get("/wallet/charges", request -> find(request, movements()));
    config.post("/wallet/charges/{id}/capture", request -> change(request, "succeeded"));
    config.post("/wallet/charges/{id}/cancel", request -> change(request, "cancelled"));
    config.post("/wallet/refunds", this::repay);
    config.get("/wallet/refunds", request -> findRepayment(request));
    config.get("/wallet/balances/{wallet}", this::balance);
    config.post("/wallet/control/balances", this::fill);
    config.post("/wallet/control/faults", faults::control);
    config.post(
        "/wallet/control/webhooks",
        request -> {
          webhooks.copies(JSON.readTree(request.bodyAsBytes()).path("copies").asInt(1));
          request.status(204);
        });
  }

  /** All money that was set aside. */
  public synchronized List<Movement> movements() {
    return List.copyOf(movements.values());
  }

  /** All money that went back. */
  public synchronized List<Repayment> repayments() {
    return List.copyOf(repayments.values());
  }

  /** All money that moved: what was taken, and what went back. */
  public synchronized List<Moved> moved() {
    Stream<Moved> taken =
        movements.values().stream()
            .filter(each -> each.status().equals("succeeded"))
            .map(m -> Moved.charge(m.id(), m.reference(), m.currency(), m.amountMinor(), m.at()));
    Stream<Moved> back =
        repayments.values().stream()
            .filter(each -> each.status().equals("succeeded"))
            .map(this::moved);
    return Stream.concat(taken, back).toList();
  }

  private Moved moved(Repayment r) {
    String of = Objects.requireNonNull(movements.get(r.charge())).reference();
    return Moved.refund(r.id(), r.reference(), of, r.currency(), r.amountMinor(), r.at());
  }

  @Override
  public void close() {
    webhooks.close();
  }

  private void authenticate(Context request) {
    if (!("Bearer " + key).equals(request.header("Authorization"))) {
      request.status(401).skipRemainingHandlers();
    }
  }

  private void setAside(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String once = request.header("Idempotency-Key");
    if (once == null || asked.path("amountMinor").asLong() <= 0) {
      answer(request, 400, Map.of("code", "bad_request"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Movement made = hold(once, asked, fault);
    webhooks.tell("charge." + made.status(), made);
    Faults.answer(
        request, fault, to -> answer(to, made.status().equals("declined") ? 402 : 201, made));
  }

  private synchronized Movement hold(String once, JsonNode asked, Optional<Fault> fault) {
    Movement known = movements.get(byKey.getOrDefault(once, ""));
    if (known != null) {
      return known;
    }
    String wallet = asked.path("method").asText();
    String currency = asked.path("currency").asText();
    long wanted = asked.path("amountMinor").asLong();
    long amount = fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? wanted + 1 : wanted;
    boolean enough =
        in(wallet, currency) >= amount && fault.filter(Fault.DECLINE::equals).isEmpty();
    Movement made =
        new Movement(
            "wm_" + UUID.randomUUID(),
            asked.path("reference").asText(),
            amount,
            currency,
            wallet,
            enough ? "authorised" : "declined",
            enough ? "" : "insufficient_balance",
            now() + HELD_SECONDS,
            now());
    if (enough) {
      move(wallet, currency, -amount);
    }
    byKey.put(once, made.id());
    movements.put(made.id(), made);
    return made;
  }

  private long in(String wallet, String currency) {
    long usual = wallet.startsWith("tok_declined") ? 0 : USUAL_MINOR;
    return balances.getOrDefault(wallet + " " + currency, usual);
  }

  private void move(String wallet, String currency, long minor) {
    balances.put(wallet + " " + currency, in(wallet, currency) + minor);
  }

  private void change(Context request, String to) throws IOException {
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Optional<Movement> changed = changed(request.pathParam("id"), to);
    if (changed.isEmpty()) {
      answer(request, 404, Map.of("code", "no_such_charge"));
      return;
    }
    webhooks.tell("charge." + changed.get().status(), changed.get());
    Faults.answer(request, fault, answered -> answer(answered, 200, changed.get()));
  }

  private synchronized Optional<Movement> changed(String id, String to) {
    Movement known = movements.get(id);
    if (known == null || !known.status().equals("authorised")) {
      return Optional.ofNullable(known);
    }
    if (to.equals("cancelled")) {
      move(known.method(), known.currency(), known.amountMinor());
    }
    Movement changed = known.in(to);
    movements.put(id, changed);
    return Optional.of(changed);
  }

  private void repay(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String once = request.header("Idempotency-Key");
    if (once == null || asked.path("amountMinor").asLong() <= 0) {
      answer(request, 400, Map.of("code", "bad_request"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Repayment made = back(once, asked, fault);
    webhooks.tell("refund." + made.status(), made);
    Faults.answer(
        request, fault, to -> answer(to, made.status().equals("failed") ? 402 : 201, made));
  }

  private synchronized Repayment back(String once, JsonNode asked, Optional<Fault> fault) {
    Repayment known = repayments.get(byKey.getOrDefault("back " + once, ""));
    if (known != null) {
      return known;
    }
    String of = asked.path("charge").asText();
    long amount = asked.path("amountMinor").asLong();
    Movement taken = movements.get(of);
    long given =
        repayments.values().stream()
            .filter(each -> each.charge().equals(of) && each.status().equals("succeeded"))
            .mapToLong(Repayment::amountMinor)
            .sum();
    boolean done =
        taken != null
            && taken.status().equals("succeeded")
            && given + amount <= taken.amountMinor()
            && fault.filter(Fault.DECLINE::equals).isEmpty();
    Repayment made =
        new Repayment(
            "wr_" + UUID.randomUUID(),
            asked.path("reference").asText(),
            of,
            amount,
            asked.path("currency").asText(),
            done ? "succeeded" : "failed",
            done ? "" : "refused",
            now());
    if (done && taken != null) {
      move(taken.method(), taken.currency(), amount);
    }
    byKey.put("back " + once, made.id());
    repayments.put(made.id(), made);
    return made;
  }

  private static void find(Context request, List<Movement> all) throws IOException {
    String reference = request.queryParam("reference");
    answer(
        request,
        200,
        Map.of(
            "items",
            all.stream()
                .filter(each -> reference == null || each.reference().equals(reference))
                .toList()));
  }

  private void findRepayment(Context request) throws IOException {
    String reference = request.queryParam("reference");
    answer(
        request,
        200,
        Map.of(
            "items",
            repayments().stream()
                .filter(each -> reference == null || each.reference().equals(reference))
                .toList()));
  }

  private void balance(Context request) throws IOException {
    String wallet = request.pathParam("wallet") + " ";
    Map<String, Long> minor = new HashMap<>();
    synchronized (this) {
      balances.forEach(
          (name, amount) -> {
            if (name.startsWith(wallet)) {
              minor.put(name.substring(wallet.length()), amount);
            }
          });
    }
    answer(request, 200, minor);
  }

  private void fill(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    synchronized (this) {
      balances.put(
          asked.path("wallet").asText() + " " + asked.path("currency").asText(),
          asked.path("minor").asLong());
    }
    request.status(204);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
