package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.agreements.Agreeing;

/**
 * WeChat Pay, version 3: JSON with signatures of both sides in headers, amounts in fen, and what it
 * tells by itself encrypted. An order is made, and the payer pays it in their app by its {@code
 * code_url}; whoever has agreed to it is charged without that. Source: pay.weixin.qq.com,
 * /v3/pay/transactions/native, /v3/refund/domestic/refunds, /v3/global/papay.
 */
public final class WechatPay implements PaymentChannel, Agreeing {
  private static final String ORDERS = "/v3/pay/transactions/out-trade-no/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";

  /** Refusals after which nothing was done, and may be when it is asked again. */
  private static final Set<String> UNSENT =
      Set.of("PARAM_ERROR", "SIGN_ERROR", "NO_AUTH", "FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED");

  private final WechatWire wire;
  private final WechatContracts contracts;
  private final URI notify;
  private final Shared shared;

  /**
   * What it and we know of each other.
   *
   * @param serial of our certificate
   * @param theirSerial of its key
   * @param secret of 32 bytes, that it encrypts with (APIv3 key)
   * @param plan number of the template of agreements
   */
  public record Shared(
      String appId,
      String merchant,
      String serial,
      PrivateKey ours,
      String theirSerial,
      PublicKey theirs,
      String secret,
      long plan) {
    /** Of texts, keys in Base64. */
    public static Shared of(
        String appId,
        String merchant,
        String serial,
        String ours,
        String theirSerial,
        String theirs,
        String secret,
        long plan) {
      return new Shared(
          appId,
          merchant,
          serial,
          Rsa.privateKey(ours),
          theirSerial,
          Rsa.publicKey(theirs),
          secret,
          plan);
    }
  }

  /**
   * There.
   *
   * @param notify where it tells us by itself
   * @param patience how long an answer is waited for
   */
  public WechatPay(URI uri, URI notify, Shared shared, Duration patience, Clock clock) {
    this.wire = new WechatWire(uri, shared, patience, clock);
    this.contracts = new WechatContracts(wire, shared, notify);
    this.notify = notify;
    this.shared = shared;
  }

  @Override
  public Outcome charge(Payment p) {
    String number = number(p);
    if (WechatContracts.agreed(p.token())) {
      return ask(
          "POST",
          WechatContracts.CHARGES,
          Optional.of(contracts.order(p, number)),
          WechatPay::state);
    }
    Map<String, Object> order =
        Map.of(
            "appid", shared.appId(),
            "mchid", shared.merchant(),
            "description", "Playhouse",
            "out_trade_no", number,
            "notify_url", notify.toString(),
            "attach", p.token(),
            "amount",
                Map.of(
                    "total", p.amount().getAmountMinorLong(),
                    "currency", p.amount().getCurrencyUnit().getCode()));
    return ask(
        "POST",
        "/v3/pay/transactions/native",
        Optional.of(order),
        said ->
            said.path("code_url").asText().isEmpty()
                ? new Outcome.Unknown("an order without code_url")
                : new Outcome.ActionRequired(number, said.path("code_url").asText()));
  }

  @Override
  public Outcome inquire(Payment p) {
    boolean agreed = WechatContracts.agreed(p.token());
    return ask(
        "GET",
        (agreed ? WechatContracts.CHARGES + "/out-trade-no/" : ORDERS)
            + number(p)
            + "?mchid="
            + shared.merchant(),
        Optional.empty(),
        said ->
            switch (said.path("trade_state").asText()) {
              case "NOTPAY", "USERPAYING" ->
                  agreed
                      ? new Outcome.Unknown("not paid yet")
                      : p.progress()
                          .redirect()
                          .<Outcome>map(url -> new Outcome.ActionRequired(number(p), url))
                          // Asked for again, the same order says where it is paid.
                          .orElseGet(Outcome.NeverSeen::new);
              default -> state(said);
            });
  }

  private static Outcome state(JsonNode said) {
    String id = said.path("transaction_id").asText();
    return switch (said.path("trade_state").asText()) {
      case "SUCCESS", "REFUND" ->
          new Outcome.Captured(
              id,
              said.path("amount").path("total").asLong(),
              said.path("amount").path("currency").asText());
      case "CLOSED", "REVOKED" -> new Outcome.Released(id);
      case "PAYERROR" -> new Outcome.Declined(id, "payer_error");
      default -> new Outcome.Unknown("trade_state " + said.path("trade_state").asText());
    };
  }

  @Override
  public Outcome release(Payment p) {
    return ask(
        "POST",
        ORDERS + number(p) + "/close",
        Optional.of(Map.of("mchid", shared.merchant())),
        said -> new Outcome.Released(number(p)));
  }

  @Override
  public Outcome refund(Return wanted) {
    Map<String, Object> body =
        Map.of(
            "transaction_id", wanted.providerCharge(),
            "out_refund_no", wanted.id().toString(),
            "notify_url", notify.toString(),
            "amount",
                Map.of(
                    "refund", wanted.amount().getAmountMinorLong(),
                    "total", wanted.charged().getAmountMinorLong(),
                    "currency", wanted.amount().getCurrencyUnit().getCode()));
    return ask("POST", REFUNDS, Optional.of(body), WechatPay::refunded);
  }

  @Override
  public Outcome inquire(Return wanted) {
    return ask("GET", REFUNDS + "/" + wanted.id(), Optional.empty(), WechatPay::refunded);
  }

  private static Outcome refunded(JsonNode said) {
    String status = said.path("status").asText(said.path("refund_status").asText());
    String id = said.path("refund_id").asText();
    return switch (status) {
      case "SUCCESS" ->
          new Outcome.GivenBack(
              id,
              said.path("amount").path("refund").asLong(),
              said.path("amount").path("currency").asText("CNY"));
      case "CLOSED", "ABNORMAL" -> new Outcome.Declined(id, "refund_" + lower(status));
      default -> new Outcome.Unknown("status " + status);
    };
  }

  private Outcome ask(
      String method,
      String path,
      Optional<Map<String, Object>> content,
      Function<JsonNode, Outcome> meaning) {
    try {
      return meaning(wire.ask(method, path, content), meaning);
    } catch (IOException e) {
      return Web.unsent(e) ? new Outcome.NotSent(e.toString()) : new Outcome.Unknown(e.toString());
    }
  }

  private static Outcome meaning(WechatWire.Said answer, Function<JsonNode, Outcome> meaning) {
    if (!answer.signed()) {
      return new Outcome.Unknown("HTTP " + answer.status() + ", not signed");
    }
    if (answer.status() < 300) {
      return meaning.apply(answer.said());
    }
    String code = answer.code();
    if (code.equals("ORDER_NOT_EXIST") || code.equals("RESOURCE_NOT_EXISTS")) {
      return new Outcome.NeverSeen();
    }
    if (UNSENT.contains(code)) {
      return new Outcome.NotSent(code);
    }
    boolean clear = answer.status() < 500 && !code.isEmpty() && !code.equals("ORDERPAID");
    return clear ? new Outcome.Declined("", lower(code)) : new Outcome.Unknown(code);
  }

  @Override
  public Optional<Told> told(Notice notice) {
    if (!wire.signed(notice.headers(), notice.body())) {
      return Optional.empty();
    }
    try {
      JsonNode event = WechatWire.JSON.readTree(notice.body());
      JsonNode said = WechatWire.JSON.readTree(wire.decrypted(event.path("resource")));
      String kind = event.path("event_type").asText();
      return Optional.of(new Told(event.path("id").asText(), kind, news(kind, said)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static News news(String kind, JsonNode said) {
    if (kind.startsWith("PAPAY.")) {
      return new OfAgreement(
          WechatContracts.ours(said.path("out_contract_code").asText()),
          WechatContracts.standing(said));
    }
    return kind.startsWith("REFUND.")
        ? new OfRefund(said.path("out_refund_no").asText(), refunded(said))
        : new OfPayment(
            References.ours("wechatpay", said.path("out_trade_no").asText()), state(said));
  }

  @Override
  public boolean chargesAlone(String token) {
    return WechatContracts.agreed(token);
  }

  @Override
  public Optional<String> offer(UUID agreement, String label) {
    return contracts.offer(agreement, label);
  }

  @Override
  public Optional<Standing> standing(UUID agreement) {
    return contracts.standing(agreement);
  }

  @Override
  public boolean end(String contract) {
    return contracts.end(contract);
  }

  @Override
  public String token(String contract) {
    return WechatContracts.token(contract);
  }

  @Override
  public String without() {
    return "payer";
  }

  @Override
  public String thanks() {
    return "{\"code\":\"SUCCESS\",\"message\":\"成功\"}";
  }

  private static String number(Payment p) {
    return References.wechat(p.id(), p.attempt());
  }

  private static String lower(String code) {
    return code.toLowerCase(Locale.ROOT);
  }
}
