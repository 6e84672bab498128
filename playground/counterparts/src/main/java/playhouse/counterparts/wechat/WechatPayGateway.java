package playhouse.counterparts.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.faults.Faults;
import playhouse.counterparts.settlement.Moved;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.telling.Teller;

/**
 * WeChat Pay, version 3, for one merchant, below {@code /wechat}: orders that a payer pays in their
 * app, and refunds. Requests and answers are signed; what it tells by itself is encrypted too.
 *
 * <ul>
 *   <li>{@code POST /v3/pay/transactions/native}, {@code GET
 *       /v3/pay/transactions/out-trade-no/{no}}, {@code POST …/{no}/close}
 *   <li>{@code POST /v3/refund/domestic/refunds}, {@code GET …/{out_refund_no}}
 *   <li>{@code POST /v3/global/papay/transactions}: takes what a payer has agreed to; {@link
 *       Contracts}
 *   <li>{@code POST /wechat/control/faults}: {@code {"next": ["drop-after", …]}}
 *   <li>{@code POST /wechat/control/webhooks}: {@code {"copies": 3}}
 *   <li>{@code POST /wechat/control/payers}: {@code {"prompt": false}} has payers wait until {@code
 *       {"pay": "OUT_TRADE_NO"}}
 * </ul>
 *
 * <p>Payers pay at once unless told otherwise; those of {@code tok_declined…} have no money.
 */
public final class WechatPayGateway implements Consumer<RoutesConfig>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"([^\"]*)\",nonce_str=\"([^\"]*)\","
              + "timestamp=\"([^\"]*)\",serial_no=\"([^\"]*)\",signature=\"([^\"]*)\"");
  private static final int TAG_BITS = 128;

  private final Known known;
  private final Rsa keys;
  private final Clock clock;
  private final Faults faults = new Faults();
  private final Teller teller =
      new Teller(answer -> answer.statusCode() == 200 || answer.statusCode() == 204);
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, OrderRefund> refunds = new LinkedHashMap<>();
  private final Contracts contracts = new Contracts(this);
  private volatile boolean prompt = true;

  /**
   * What it and the merchant know of each other.
   *
   * @param serial of its own key
   * @param merchantSerial of the merchant's certificate
   * @param secret of 32 bytes (APIv3 key)
   */
  public record Known(
      String appId, String merchant, String merchantSerial, String serial, String secret) {}

  /** For that merchant, with keys of both. */
  public WechatPayGateway(Known known, Rsa keys) {
    this(known, keys, Clock.systemUTC());
  }

  /** The same, by another clock. */
  public WechatPayGateway(Known known, Rsa keys, Clock clock) {
    this.known = known;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void accept(RoutesConfig config) {
    config.post("/wechat/v3/pay/transactions/native", this::order);
    config.get("/wechat/v3/pay/transactions/out-trade-no/{number}", this::query);
    config.post("/wechat/v3/pay/transactions/out-trade-no/{number}/close", this::closeOrder);
    config.post("/wechat/v3/refund/domestic/refunds", this::refund);
    config.get("/wechat/v3/refund/domestic/refunds/{number}", this::queryRefund);
    config.post("/wechat/v3/global/papay/transactions", this::charge);
    config.get("/wechat/v3/global/papay/transactions/out-trade-no/{number}", this::query);
    contracts.routes(config);
    config.post("/wechat/control/faults", faults::control);
    config.post(
        "/wechat/control/webhooks",
        request -> {
          teller.copies(JSON.readTree(request.bodyAsBytes()).path("copies").asInt(1));
          request.status(204);
        });
    config.post("/wechat/control/payers", this::payers);
  }

  /** All orders. */
  public synchronized List<Order> orders() {
    return List.copyOf(orders.values());
  }

  /** All money that it gave back. */
  public synchronized List<OrderRefund> refunds() {
    return List.copyOf(refunds.values());
  }

  /** All money that moved: what was paid, and what went back. */
  public synchronized List<Moved> moved() {
    Stream<Moved> taken =
        orders.values().stream()
            .filter(each -> each.state().equals("SUCCESS") || each.state().equals("REFUND"))
            .map(o -> Moved.charge(o.transaction(), o.number(), o.currency(), o.fen()));
    Stream<Moved> back =
        refunds.values().stream()
            .filter(each -> each.status().equals("SUCCESS"))
            .map(r -> Moved.refund(r.id(), r.number(), r.order(), r.currency(), r.fen()));
    return Stream.concat(taken, back).toList();
  }

  @Override
  public void close() {
    teller.close();
  }

  /** Whether the merchant asks; if not, it is told so. */
  boolean admitted(Context request) throws IOException {
    Matcher parts =
        AUTHORIZATION.matcher(Optional.ofNullable(request.header("Authorization")).orElse(""));
    String query = request.queryString() == null ? "" : "?" + request.queryString();
    boolean theirs =
        parts.matches()
            && parts.group(1).equals(known.merchant())
            && parts.group(4).equals(known.merchantSerial())
            && keys.verified(
                String.join(
                        "\n",
                        request.method().name(),
                        request.path() + query,
                        parts.group(3),
                        parts.group(2),
                        request.body())
                    + "\n",
                parts.group(5));
    if (!theirs) {
      answer(request, 401, error("SIGN_ERROR"));
    }
    return theirs;
  }

  private void order(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String number = asked.path("out_trade_no").asText();
    long fen = asked.path("amount").path("total").asLong();
    if (!number.matches("[A-Za-z0-9_|*-]{6,32}")
        || fen <= 0
        || !asked.path("mchid").asText().equals(known.merchant())
        || !asked.path("appid").asText().equals(known.appId())) {
      answer(request, 400, error("PARAM_ERROR"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Order made = make(asked, number, fen, asked.path("attach").asText());
    if (!made.state().equals("NOTPAY")) {
      answer(request, 400, error(made.state().equals("CLOSED") ? "ORDER_CLOSED" : "ORDERPAID"));
      return;
    }
    if (prompt) {
      pay(number, fault);
    }
    Map<String, Object> said = Map.of("code_url", "weixin://wxpay/bizpayurl?pr=" + number);
    Faults.answer(request, fault, to -> answer(to, 200, said));
  }

  /** Takes what a payer has agreed to, without them. */
  private void charge(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String number = asked.path("out_trade_no").asText();
    long fen = asked.path("amount").path("total").asLong();
    Optional<Contract> contract = contracts.holding(asked.path("contract_id").asText());
    if (!number.matches("[A-Za-z0-9_|*-]{6,32}") || fen <= 0) {
      answer(request, 400, error("PARAM_ERROR"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    if (contract.isEmpty() && find(number).isEmpty()) {
      answer(request, 403, error("CONTRACT_NOT_EXIST"));
      return;
    }
    Order made = make(asked, number, fen, contract.map(Contract::payer).orElse(""));
    pay(number, fault);
    Order after = find(number).orElse(made);
    if (after.state().equals("PAYERROR")) {
      answer(request, 403, error("NOT_ENOUGH"));
      return;
    }
    Map<String, Object> said = said(after);
    Faults.answer(request, fault, to -> answer(to, 200, said));
  }

  private synchronized Order make(JsonNode asked, String number, long fen, String payer) {
    return orders.computeIfAbsent(
        number,
        same ->
            new Order(
                number,
                "",
                fen,
                asked.path("amount").path("currency").asText("CNY"),
                asked.path("notify_url").asText(),
                payer,
                "NOTPAY",
                clock.instant().getEpochSecond()));
  }

  private synchronized void pay(String number, Optional<Fault> fault) {
    Order order = orders.get(number);
    if (order == null || !order.state().equals("NOTPAY")) {
      return;
    }
    boolean declined =
        order.payer().startsWith("tok_declined") || fault.filter(Fault.DECLINE::equals).isPresent();
    long paid =
        fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? order.fen() + 1 : order.fen();
    String transaction = "42000" + UUID.randomUUID().toString().replaceAll("\\D", "");
    Order after =
        declined
            ? order.in("PAYERROR", transaction, order.fen())
            : order.in("SUCCESS", transaction, paid);
    orders.put(number, after);
    if (!declined) {
      tell("TRANSACTION.SUCCESS", after.hook(), said(after));
    }
  }

  private void payers(Context request) throws IOException {
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    prompt = asked.path("prompt").asBoolean(prompt);
    if (asked.has("unsign")) {
      contracts.unsign(asked.path("unsign").asText());
    }
    if (asked.has("pay")) {
      pay(asked.path("pay").asText(), Optional.empty());
    }
    request.status(204);
  }

  private Map<String, Object> said(Order order) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("appid", known.appId());
    said.put("mchid", known.merchant());
    said.put("out_trade_no", order.number());
    said.put("trade_type", "NATIVE");
    said.put("trade_state", order.state());
    said.put("trade_state_desc", order.state());
    if (!order.transaction().isEmpty()) {
      said.put("transaction_id", order.transaction());
    }
    said.put("amount", Map.of("total", order.fen(), "currency", order.currency()));
    return said;
  }

  private void query(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    Optional<Order> order = find(request.pathParam("number"));
    if (order.isPresent()) {
      answer(request, 200, said(order.get()));
    } else {
      answer(request, 404, error("ORDER_NOT_EXIST"));
    }
  }

  private synchronized Optional<Order> find(String number) {
    return Optional.ofNullable(orders.get(number));
  }

  private void closeOrder(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    String number = request.pathParam("number");
    Optional<Order> order = find(number);
    if (order.isEmpty()) {
      answer(request, 404, error("ORDER_NOT_EXIST"));
    } else if (order.get().state().equals("SUCCESS")) {
      answer(request, 400, error("ORDERPAID"));
    } else {
      synchronized (this) {
        orders.computeIfPresent(number, (same, open) -> open.in("CLOSED", "", open.fen()));
      }
      answer(request, 204, Map.of());
    }
  }

  private void refund(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    Optional<OrderRefund> refund = give(asked, fault);
    if (refund.isEmpty()) {
      answer(request, 400, error("INVALID_REQUEST"));
      return;
    }
    Map<String, Object> said = said(refund.get());
    Faults.answer(request, fault, to -> answer(to, 200, said));
  }

  private synchronized Optional<OrderRefund> give(JsonNode asked, Optional<Fault> fault) {
    String number = asked.path("out_refund_no").asText();
    if (refunds.containsKey(number)) {
      return Optional.ofNullable(refunds.get(number));
    }
    String transaction = asked.path("transaction_id").asText();
    Optional<Order> order =
        orders.values().stream()
            .filter(each -> !transaction.isEmpty() && each.transaction().equals(transaction))
            .filter(each -> each.state().equals("SUCCESS") || each.state().equals("REFUND"))
            .findFirst();
    long fen = asked.path("amount").path("refund").asLong();
    if (order.isEmpty()
        || fen <= 0
        || asked.path("amount").path("total").asLong() != order.get().fen()
        || given(order.get().number()) + fen > order.get().fen()) {
      return Optional.empty();
    }
    boolean refused = fault.filter(Fault.DECLINE::equals).isPresent();
    OrderRefund refund =
        new OrderRefund(
            "50300" + UUID.randomUUID().toString().replaceAll("\\D", ""),
            number,
            order.get().number(),
            fen,
            order.get().currency(),
            refused ? "ABNORMAL" : "SUCCESS",
            clock.instant().getEpochSecond());
    refunds.put(number, refund);
    if (!refused) {
      orders.computeIfPresent(
          refund.order(), (same, paid) -> paid.in("REFUND", paid.transaction(), paid.fen()));
    }
    Map<String, Object> told = said(refund);
    told.put("refund_status", refund.status());
    tell("REFUND." + refund.status(), order.get().hook(), told);
    return Optional.of(refund);
  }

  private long given(String order) {
    return refunds.values().stream()
        .filter(refund -> refund.order().equals(order) && refund.status().equals("SUCCESS"))
        .mapToLong(OrderRefund::fen)
        .sum();
  }

  private static Map<String, Object> said(OrderRefund refund) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("refund_id", refund.id());
    said.put("out_refund_no", refund.number());
    said.put("out_trade_no", refund.order());
    said.put("status", refund.status());
    said.put("amount", Map.of("refund", refund.fen(), "currency", refund.currency()));
    return said;
  }

  private void queryRefund(Context request) throws IOException {
    if (!admitted(request)) {
      return;
    }
    Optional<OrderRefund> refund;
    synchronized (this) {
      refund = Optional.ofNullable(refunds.get(request.pathParam("number")));
    }
    if (refund.isPresent()) {
      answer(request, 200, said(refund.get()));
    } else {
      answer(request, 404, error("RESOURCE_NOT_EXISTS"));
    }
  }

  static Map<String, Object> error(String code) {
    return Map.of("code", code, "message", code);
  }

  void answer(Context request, int status, Map<String, Object> said) throws IOException {
    String body = status == 204 ? "" : JSON.writeValueAsString(said);
    signature(body).forEach(request::header);
    request.status(status);
    if (!body.isEmpty()) {
      request.contentType("application/json; charset=utf-8").result(body);
    }
  }

  private Map<String, String> signature(String body) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    return Map.of(
        "Wechatpay-Timestamp",
        time,
        "Wechatpay-Nonce",
        nonce,
        "Wechatpay-Serial",
        known.serial(),
        "Wechatpay-Signature",
        keys.sign(time + "\n" + nonce + "\n" + body + "\n"));
  }

  void tell(String type, String notify, Map<String, Object> about) {
    String id = UUID.randomUUID().toString();
    teller.tell(() -> notification(id, type, notify, about));
  }

  private HttpRequest notification(
      String id, String type, String notify, Map<String, Object> about) {
    try {
      String body =
          JSON.writeValueAsString(
              Map.of(
                  "id",
                  id,
                  "create_time",
                  clock.instant().toString(),
                  "resource_type",
                  "encrypt-resource",
                  "event_type",
                  type,
                  "resource",
                  encrypted(JSON.writeValueAsString(about))));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(notify))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      signature(body).forEach(request::header);
      return request.build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> encrypted(String text) throws GeneralSecurityException {
    String nonce = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(known.secret().getBytes(StandardCharsets.UTF_8), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
    cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
    byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "algorithm", "AEAD_AES_256_GCM",
        "original_type", "transaction",
        "associated_data", "transaction",
        "nonce", nonce,
        "ciphertext", Base64.getEncoder().encodeToString(sealed));
  }
}
