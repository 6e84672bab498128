package playhouse.counterparts.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.faults.Faults;
import playhouse.counterparts.settlement.Moved;
import playhouse.counterparts.telling.Rsa;

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
  private final Known known;
  private final Wire wire;
  private final OrderBook book;
  private final Faults faults = new Faults();
  private final Contracts contracts;
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
    wire = new Wire(known, keys, clock);
    book = new OrderBook(clock);
    contracts = new Contracts(wire);
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
          wire.copies(JSON.readTree(request.bodyAsBytes()).path("copies").asInt(1));
          request.status(204);
        });
    config.post("/wechat/control/payers", this::payers);
  }

  @Override
  public void close() {
    wire.close();
  }

  /** All money that moved: what was paid, and what went back. */
  public List<Moved> moved() {
    return book.moved();
  }

  private void order(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String number = asked.path("out_trade_no").asText();
    long fen = asked.path("amount").path("total").asLong();
    if (!number.matches("[A-Za-z0-9_|*-]{6,32}")
        || fen <= 0
        || !asked.path("mchid").asText().equals(known.merchant())
        || !asked.path("appid").asText().equals(known.appId())) {
      wire.answer(request, 400, Wire.error("PARAM_ERROR"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    Order made = book.make(asked, number, fen, asked.path("attach").asText());
    if (!made.state().equals("NOTPAY")) {
      wire.answer(
          request, 400, Wire.error(made.state().equals("CLOSED") ? "ORDER_CLOSED" : "ORDERPAID"));
      return;
    }
    if (prompt) {
      pay(number, fault);
    }
    Map<String, Object> said = Map.of("code_url", "weixin://wxpay/bizpayurl?pr=" + number);
    Faults.answer(request, fault, to -> wire.answer(to, 200, said));
  }

  /** Takes what a payer has agreed to, without them. */
  private void charge(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String number = asked.path("out_trade_no").asText();
    long fen = asked.path("amount").path("total").asLong();
    Optional<Contract> contract = contracts.holding(asked.path("contract_id").asText());
    if (!number.matches("[A-Za-z0-9_|*-]{6,32}") || fen <= 0) {
      wire.answer(request, 400, Wire.error("PARAM_ERROR"));
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    if (contract.isEmpty() && book.find(number).isEmpty()) {
      wire.answer(request, 403, Wire.error("CONTRACT_NOT_EXIST"));
      return;
    }
    Order made = book.make(asked, number, fen, contract.map(Contract::payer).orElse(""));
    pay(number, fault);
    Order after = book.find(number).orElse(made);
    if (after.state().equals("PAYERROR")) {
      wire.answer(request, 403, Wire.error("NOT_ENOUGH"));
      return;
    }
    Map<String, Object> said = said(after);
    Faults.answer(request, fault, to -> wire.answer(to, 200, said));
  }

  private void pay(String number, Optional<Fault> fault) {
    book.pay(number, fault)
        .ifPresent(paid -> wire.tell("TRANSACTION.SUCCESS", paid.hook(), said(paid)));
  }

  private void tell(Order order, OrderRefund refund) {
    Map<String, Object> told = said(refund);
    told.put("refund_status", refund.status());
    wire.tell("REFUND." + refund.status(), order.hook(), told);
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
    if (!wire.admitted(request)) {
      return;
    }
    Optional<Order> order = book.find(request.pathParam("number"));
    if (order.isPresent()) {
      wire.answer(request, 200, said(order.get()));
    } else {
      wire.answer(request, 404, Wire.error("ORDER_NOT_EXIST"));
    }
  }

  private void closeOrder(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    String number = request.pathParam("number");
    Optional<Order> order = book.find(number);
    if (order.isEmpty()) {
      wire.answer(request, 404, Wire.error("ORDER_NOT_EXIST"));
    } else if (order.get().state().equals("SUCCESS")) {
      wire.answer(request, 400, Wire.error("ORDERPAID"));
    } else {
      book.close(number);
      wire.answer(request, 204, Map.of());
    }
  }

  private void refund(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    Optional<Fault> fault = faults.next();
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      Faults.drop(request);
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    Optional<OrderRefund> refund = book.give(asked, fault, this::tell);
    if (refund.isEmpty()) {
      wire.answer(request, 400, Wire.error("INVALID_REQUEST"));
      return;
    }
    Map<String, Object> said = said(refund.get());
    Faults.answer(request, fault, to -> wire.answer(to, 200, said));
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
    if (!wire.admitted(request)) {
      return;
    }
    Optional<OrderRefund> refund = book.refund(request.pathParam("number"));
    if (refund.isPresent()) {
      wire.answer(request, 200, said(refund.get()));
    } else {
      wire.answer(request, 404, Wire.error("RESOURCE_NOT_EXISTS"));
    }
  }
}
