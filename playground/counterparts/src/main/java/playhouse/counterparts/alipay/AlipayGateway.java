package playhouse.counterparts.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.faults.Faults;
import playhouse.counterparts.settlement.Moved;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.telling.Teller;

/**
 * Alipay's gateway for one merchant, below {@code /alipay}: {@code POST /alipay/gateway.do} with
 * form parameters signed with RSA2. It knows alipay.trade.pay (by agreement), alipay.trade.query,
 * alipay.trade.refund and alipay.trade.fastpay.refund.query, and tells by itself until the merchant
 * answers {@code success}.
 *
 * <ul>
 *   <li>{@code POST /alipay/control/faults}: {@code {"next": ["drop-after", …]}}
 *   <li>{@code POST /alipay/control/webhooks}: {@code {"copies": 3}}
 * </ul>
 *
 * <p>Agreements {@code tok_declined…} have no money.
 */
public final class AlipayGateway implements Consumer<RoutesConfig>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String YUAN = "CNY";
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final String appId;
  private final Rsa keys;
  private final Clock clock;
  private final Faults faults = new Faults();
  private final Teller teller =
      new Teller(answer -> answer.statusCode() == 200 && answer.body().equals("success"));
  private final Map<String, Trade> trades = new LinkedHashMap<>();
  private final Map<String, TradeRefund> refunds = new LinkedHashMap<>();

  /** For the merchant of that number, with keys of both. */
  public AlipayGateway(String appId, Rsa keys) {
    this(appId, keys, Clock.systemUTC());
  }

  /** The same, by another clock. */
  public AlipayGateway(String appId, Rsa keys, Clock clock) {
    this.appId = appId;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void accept(RoutesConfig config) {
    config.post("/alipay/gateway.do", this::gateway);
    config.post("/alipay/control/faults", faults::control);
    config.post(
        "/alipay/control/webhooks",
        request -> {
          teller.copies(JSON.readTree(request.bodyAsBytes()).path("copies").asInt(1));
          request.status(204);
        });
  }

  /** All money that it took. */
  public synchronized List<Trade> trades() {
    return List.copyOf(trades.values());
  }

  /** All money that it gave back. */
  public synchronized List<TradeRefund> refunds() {
    return List.copyOf(refunds.values());
  }

  /** All money that moved: what was taken, and what went back. */
  public synchronized List<Moved> moved() {
    Stream<Moved> taken =
        trades.values().stream().map(t -> Moved.charge(t.id(), t.number(), YUAN, t.fen(), t.at()));
    Stream<Moved> back =
        refunds.values().stream()
            .map(r -> Moved.refund(r.request(), r.request(), r.number(), YUAN, r.fen(), r.at()));
    return Stream.concat(taken, back).toList();
  }

  @Override
  public void close() {
    teller.close();
  }

  private void gateway(Context request) throws IOException {
    Map<String, String> all = new TreeMap<>();
    request.formParamMap().forEach((name, values) -> all.put(name, values.get(0)));
    String method = all.getOrDefault("method", "");
    String sign = all.getOrDefault("sign", "");
    all.remove("sign");
    if (!appId.equals(all.get("app_id")) || !keys.verified(joined(all), sign)) {
      answer(request, "error", refused("40002", "isv.invalid-signature"));
      return;
    }
    JsonNode content = JSON.readTree(all.getOrDefault("biz_content", "{}"));
    boolean changes = method.equals("alipay.trade.pay") || method.equals("alipay.trade.refund");
    Optional<Fault> fault = changes ? faults.next() : Optional.empty();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Map<String, Object> said =
        switch (method) {
          case "alipay.trade.pay" -> pay(content, fault, all.getOrDefault("notify_url", ""));
          case "alipay.trade.query" -> query(content);
          case "alipay.trade.refund" -> refund(content, fault);
          case "alipay.trade.fastpay.refund.query" -> queryRefund(content);
          default -> refused("40002", "isv.invalid-method");
        };
    Faults.answer(request, fault, to -> answer(to, method, said));
  }

  private synchronized Map<String, Object> pay(
      JsonNode content, Optional<Fault> fault, String notify) {
    String number = content.path("out_trade_no").asText();
    Trade known = trades.get(number);
    if (known != null) {
      return refused("40004", "ACQ.TRADE_HAS_SUCCESS");
    }
    String agreement = content.path("agreement_params").path("agreement_no").asText();
    Optional<Long> fen = fen(content.path("total_amount").asText());
    if (!number.matches("[A-Za-z0-9_]{1,64}") || fen.isEmpty() || agreement.isEmpty()) {
      return refused("40002", "isv.invalid-parameter");
    }
    if (agreement.startsWith("tok_declined") || fault.filter(Fault.DECLINE::equals).isPresent()) {
      return refused("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    }
    long taken = fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? fen.get() + 1 : fen.get();
    Trade trade =
        new Trade(
            "2026" + UUID.randomUUID().toString().replaceAll("\\D", ""),
            number,
            taken,
            agreement,
            "TRADE_SUCCESS",
            clock.instant().getEpochSecond());
    trades.put(number, trade);
    tell(trade, notify);
    return said(trade);
  }

  private static Map<String, Object> said(Trade trade) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", "10000");
    said.put("msg", "Success");
    said.put("trade_no", trade.id());
    said.put("out_trade_no", trade.number());
    said.put("total_amount", yuan(trade.fen()));
    said.put("trade_status", trade.status());
    return said;
  }

  private synchronized Map<String, Object> query(JsonNode content) {
    Trade trade = trades.get(content.path("out_trade_no").asText());
    return trade == null ? refused("40004", "ACQ.TRADE_NOT_EXIST") : said(trade);
  }

  private synchronized Map<String, Object> refund(JsonNode content, Optional<Fault> fault) {
    Trade trade = trades.get(content.path("out_trade_no").asText());
    Optional<Long> fen = fen(content.path("refund_amount").asText());
    String request = content.path("out_request_no").asText();
    if (trade == null) {
      return refused("40004", "ACQ.TRADE_NOT_EXIST");
    }
    if (fen.isEmpty() || request.isEmpty()) {
      return refused("40002", "isv.invalid-parameter");
    }
    boolean again = refunds.containsKey(request);
    if (!again) {
      long given = refunded(trade.id());
      if (given + fen.get() > trade.fen() || fault.filter(Fault.DECLINE::equals).isPresent()) {
        return refused("40004", "ACQ.REASON_TRADE_REFUND_FEE_ERR");
      }
      refunds.put(
          request,
          new TradeRefund(
              request, trade.id(), trade.number(), fen.get(), clock.instant().getEpochSecond()));
    }
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", "10000");
    said.put("msg", "Success");
    said.put("trade_no", trade.id());
    said.put("out_trade_no", trade.number());
    said.put("refund_fee", yuan(refunded(trade.id())));
    said.put("fund_change", again ? "N" : "Y");
    return said;
  }

  private long refunded(String trade) {
    return refunds.values().stream()
        .filter(refund -> refund.trade().equals(trade))
        .mapToLong(TradeRefund::fen)
        .sum();
  }

  private synchronized Map<String, Object> queryRefund(JsonNode content) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", "10000");
    said.put("msg", "Success");
    TradeRefund refund = refunds.get(content.path("out_request_no").asText());
    if (refund != null) {
      said.put("out_request_no", refund.request());
      said.put("refund_amount", yuan(refund.fen()));
      said.put("refund_status", "REFUND_SUCCESS");
    }
    return said;
  }

  private void tell(Trade trade, String notify) {
    Map<String, String> all = new TreeMap<>();
    all.put("notify_id", UUID.randomUUID().toString());
    all.put("notify_type", "trade_status_sync");
    all.put("app_id", appId);
    all.put("trade_no", trade.id());
    all.put("out_trade_no", trade.number());
    all.put("trade_status", trade.status());
    all.put("total_amount", yuan(trade.fen()));
    teller.tell(() -> notification(all, notify));
  }

  private HttpRequest notification(Map<String, String> about, String notify) {
    Map<String, String> all = new TreeMap<>(about);
    all.put("notify_time", TIME.format(clock.instant().atOffset(CHINA)));
    String sign = keys.sign(joined(all));
    all.put("sign_type", "RSA2");
    all.put("sign", sign);
    String form =
        all.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(notify))
        .timeout(PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static Map<String, Object> refused(String code, String sub) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", code);
    said.put("msg", "Business Failed");
    said.put("sub_code", sub);
    said.put("sub_msg", sub);
    return said;
  }

  private void answer(Context request, String method, Map<String, Object> said) throws IOException {
    String content = JSON.writeValueAsString(said);
    String name = method.replace('.', '_') + "_response";
    request
        .status(200)
        .contentType("text/html;charset=utf-8")
        .result("{\"" + name + "\":" + content + ",\"sign\":\"" + keys.sign(content) + "\"}");
  }

  private static String joined(Map<String, String> all) {
    return all.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  private static Optional<Long> fen(String yuan) {
    return yuan.matches("\\d{1,9}(\\.\\d{1,2})?")
        ? Optional.of(new BigDecimal(yuan).movePointRight(2).longValueExact())
        : Optional.empty();
  }
}
