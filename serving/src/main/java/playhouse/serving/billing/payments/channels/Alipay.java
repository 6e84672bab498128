package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.Money;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;

/**
 * Alipay's open platform: form parameters signed with RSA2, an answer signed in turn, amounts in
 * yuan with two decimals. A payer has agreed to be charged; their token is the number of that
 * agreement. Source: opendocs.alipay.com, alipay.trade.pay, .query, .refund and
 * alipay.trade.fastpay.refund.query.
 */
public final class Alipay implements PaymentChannel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String YUAN = "CNY";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Times there are those of China. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  /** Refusals that do not say whether anything was done. */
  private static final Set<String> UNCLEAR =
      Set.of("ACQ.SYSTEM_ERROR", "ACQ.TRADE_HAS_SUCCESS", "aop.ACQ.SYSTEM_ERROR");

  private final Web web;
  private final URI gateway;
  private final URI notify;
  private final Shared shared;
  private final Clock clock;

  /** What it and we know of each other: our number and key, and its key. */
  public record Shared(String appId, PrivateKey ours, PublicKey theirs) {
    /** Of texts in Base64. */
    public static Shared of(String appId, String ours, String theirs) {
      return new Shared(appId, Rsa.privateKey(ours), Rsa.publicKey(theirs));
    }
  }

  /**
   * There.
   *
   * @param notify where it tells us by itself
   * @param patience how long an answer is waited for
   */
  public Alipay(URI gateway, URI notify, Shared shared, Duration patience, Clock clock) {
    this.web = new Web(patience);
    this.gateway = gateway;
    this.notify = notify;
    this.shared = shared;
    this.clock = clock;
  }

  @Override
  public Outcome charge(Payment p) {
    if (!p.amount().getCurrencyUnit().getCode().equals(YUAN)) {
      return new Outcome.Declined("", "currency_not_taken");
    }
    Map<String, Object> order = new TreeMap<>();
    order.put("out_trade_no", number(p.reference()));
    order.put("total_amount", yuan(p.amount()));
    order.put("subject", "Playhouse");
    order.put("product_code", "GENERAL_WITHHOLDING");
    order.put("agreement_params", Map.of("agreement_no", p.token()));
    return ask("alipay.trade.pay", order, Alipay::paid);
  }

  /** An agreement is what a payer's token is. */
  @Override
  public boolean chargesAlone(String token) {
    return true;
  }

  private static Outcome paid(JsonNode said) {
    return said.path("code").asText().equals("10000")
        ? captured(said)
        : new Outcome.Unknown("code " + said.path("code").asText());
  }

  private static Outcome captured(JsonNode said) {
    return minor(said.path("total_amount").asText())
        .<Outcome>map(fen -> new Outcome.Captured(said.path("trade_no").asText(), fen, YUAN))
        .orElseGet(() -> new Outcome.Unknown("an amount that is none"));
  }

  @Override
  public Outcome inquire(Payment p) {
    return ask(
        "alipay.trade.query",
        Map.of("out_trade_no", number(p.reference())),
        said ->
            said.path("sub_code").asText().equals("ACQ.TRADE_NOT_EXIST")
                ? new Outcome.NeverSeen()
                : state(said));
  }

  private static Outcome state(JsonNode said) {
    return switch (said.path("trade_status").asText()) {
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> captured(said);
      case "TRADE_CLOSED" -> new Outcome.Declined(said.path("trade_no").asText(), "trade_closed");
      default -> new Outcome.Unknown("trade_status " + said.path("trade_status").asText());
    };
  }

  @Override
  public Outcome refund(Return wanted) {
    Outcome outcome =
        ask(
            "alipay.trade.refund",
            Map.of(
                "out_trade_no", number(wanted.reference()),
                "refund_amount", yuan(wanted.amount()),
                "out_request_no", wanted.id().toString()),
            said ->
                // Without a change of funds it may be one that was asked for before.
                said.path("fund_change").asText().equals("Y")
                    ? new Outcome.GivenBack(
                        wanted.id().toString(), wanted.amount().getAmountMinorLong(), YUAN)
                    : new Outcome.Unknown("no change of funds"));
    return outcome;
  }

  @Override
  public Outcome inquire(Return wanted) {
    return ask(
        "alipay.trade.fastpay.refund.query",
        Map.of(
            "out_trade_no", number(wanted.reference()),
            "out_request_no", wanted.id().toString()),
        said -> {
          if (said.path("refund_status").asText().equals("REFUND_SUCCESS")) {
            return minor(said.path("refund_amount").asText())
                .<Outcome>map(fen -> new Outcome.GivenBack(wanted.id().toString(), fen, YUAN))
                .orElseGet(() -> new Outcome.Unknown("an amount that is none"));
          }
          // An answer without a status means that there was no such request.
          return new Outcome.NeverSeen();
        });
  }

  private Outcome ask(
      String method, Map<String, Object> content, Function<JsonNode, Outcome> meaning) {
    try {
      HttpResponse<String> answer =
          web.send(
              HttpRequest.newBuilder(gateway)
                  .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                  .POST(HttpRequest.BodyPublishers.ofString(form(signed(method, content)))));
      if (answer.statusCode() != 200) {
        return new Outcome.Unknown("HTTP " + answer.statusCode());
      }
      return meaning(method, answer.body(), meaning);
    } catch (IOException e) {
      return Web.unsent(e) ? new Outcome.NotSent(e.toString()) : new Outcome.Unknown(e.toString());
    }
  }

  private Map<String, String> signed(String method, Map<String, Object> content)
      throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("app_id", shared.appId());
    all.put("method", method);
    all.put("format", "JSON");
    all.put("charset", "utf-8");
    all.put("sign_type", "RSA2");
    all.put("timestamp", TIME.format(clock.instant().atOffset(CHINA)));
    all.put("version", "1.0");
    all.put("notify_url", notify.toString());
    all.put("biz_content", JSON.writeValueAsString(content));
    all.put("sign", Rsa.sign(shared.ours(), joined(all)));
    return all;
  }

  private Outcome meaning(String method, String body, Function<JsonNode, Outcome> meaning)
      throws IOException {
    Optional<String> content = content(body, method.replace('.', '_') + "_response");
    String sign = JSON.readTree(body).path("sign").asText();
    if (content.isEmpty() || !Rsa.verified(shared.theirs(), content.get(), sign)) {
      return new Outcome.Unknown("an answer that is not signed");
    }
    JsonNode said = JSON.readTree(content.get());
    String sub = said.path("sub_code").asText();
    return switch (said.path("code").asText()) {
      case "40001", "40002", "40006" -> new Outcome.NotSent(sub);
      case "40004" ->
          UNCLEAR.contains(sub)
              ? new Outcome.Unknown(sub)
              : sub.equals("ACQ.TRADE_NOT_EXIST")
                  ? meaning.apply(said)
                  : new Outcome.Declined(said.path("trade_no").asText(), code(sub));
      case "10000" -> meaning.apply(said);
      default -> new Outcome.Unknown("code " + said.path("code").asText());
    };
  }

  /** As it was sent, to the letter: that is what is signed. */
  private static Optional<String> content(String body, String name) {
    int start = body.indexOf("\"" + name + "\":");
    if (start < 0) {
      return Optional.empty();
    }
    int from = start + name.length() + 3;
    int depth = 0;
    boolean text = false;
    for (int i = from; i < body.length(); i++) {
      char c = body.charAt(i);
      if (text) {
        if (c == '\\') {
          i++;
        } else {
          text = c != '"';
        }
      } else if (c == '"') {
        text = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return Optional.of(body.substring(from, i + 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Told> told(Notice notice) {
    Map<String, String> all = parameters(notice.body());
    String sign = all.remove("sign");
    all.remove("sign_type");
    boolean theirs =
        sign != null
            && shared.appId().equals(all.get("app_id"))
            && Rsa.verified(shared.theirs(), joined(all), sign);
    String event = all.getOrDefault("notify_id", "");
    if (!theirs || event.isBlank()) {
      return Optional.empty();
    }
    String status = all.getOrDefault("trade_status", "");
    // What a refund has changed of a trade is told so too: it is asked for.
    Outcome outcome =
        all.containsKey("gmt_refund")
            ? new Outcome.Unknown("a refund")
            : state(JSON.valueToTree(all));
    String number = all.getOrDefault("out_trade_no", "");
    return Optional.of(
        new Told(event, status, new OfPayment(References.ours("alipay", number), outcome)));
  }

  @Override
  public String thanks() {
    return "success";
  }

  private static String number(String reference) {
    return References.alipay(reference);
  }

  private static String yuan(Money amount) {
    return amount.getAmount().toPlainString();
  }

  private static Optional<Long> minor(String yuan) {
    try {
      return Optional.of(new BigDecimal(yuan).movePointRight(2).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code ACQ.BUYER_BALANCE_NOT_ENOUGH} as {@code buyer_balance_not_enough}. */
  private static String code(String sub) {
    return sub.substring(sub.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
  }

  /** What is signed: all that says something, by name. */
  private static String joined(Map<String, String> all) {
    return new TreeMap<>(all)
        .entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
  }

  private static String form(Map<String, String> all) {
    return all.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> parameters(String form) {
    Map<String, String> all = new TreeMap<>();
    for (String each : form.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        try {
          all.put(
              each.substring(0, equals),
              URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          return new TreeMap<>();
        }
      }
    }
    return all;
  }
}
