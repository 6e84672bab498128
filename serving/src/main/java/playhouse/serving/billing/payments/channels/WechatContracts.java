package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.agreements.Agreeing.Standing;
import playhouse.serving.billing.payments.agreements.Agreeing.State;

/**
 * Agreements of WeChat Pay's payers to be charged without being there (委托代扣). Source:
 * pay.weixin.qq.com/doc/global/v3, /v3/global/papay/contracts and /transactions.
 */
final class WechatContracts {
  static final String CHARGES = "/v3/global/papay/transactions";
  private static final String CONTRACTS = "/v3/global/papay/contracts/";
  private static final String AGREED = "agreed_";

  private final WechatWire wire;
  private final WechatPay.Shared shared;
  private final URI notify;

  WechatContracts(WechatWire wire, WechatPay.Shared shared, URI notify) {
    this.wire = wire;
    this.shared = shared;
    this.notify = notify;
  }

  /** Whether that is the token of an agreement. */
  static boolean agreed(String token) {
    return token.startsWith(AGREED);
  }

  /** In letters only: no token may look as if it held the number of a card. */
  static String token(String contract) {
    StringBuilder letters = new StringBuilder(AGREED);
    for (byte each : contract.getBytes(StandardCharsets.US_ASCII)) {
      letters.append((char) ('a' + (each >> 4))).append((char) ('a' + (each & 15)));
    }
    return letters.toString();
  }

  /** The number of the agreement that a token stands for. */
  static String contract(String token) {
    StringBuilder contract = new StringBuilder();
    for (int i = AGREED.length(); i + 1 < token.length(); i += 2) {
      contract.append((char) (((token.charAt(i) - 'a') << 4) + (token.charAt(i + 1) - 'a')));
    }
    return contract.toString();
  }

  /** What is to be charged by an agreement. */
  Map<String, Object> order(Payment p, String number) {
    return Map.of(
        "appid", shared.appId(),
        "mchid", shared.merchant(),
        "description", "Playhouse",
        "out_trade_no", number,
        "contract_id", contract(p.token()),
        "notify_url", notify.toString(),
        "amount",
            Map.of(
                "total", p.amount().getAmountMinorLong(),
                "currency", p.amount().getCurrencyUnit().getCode()));
  }

  Optional<String> offer(UUID agreement, String label) {
    Map<String, Object> wanted =
        Map.of(
            "appid", shared.appId(),
            "mchid", shared.merchant(),
            "plan_id", shared.plan(),
            "out_contract_code", code(agreement),
            "user_display_name", label,
            "success_notify_url", notify.toString());
    return said("POST", CONTRACTS + "web-pre-entrust-sign", Optional.of(wanted))
        .map(said -> said.said().path("sign_url").asText())
        .filter(url -> !url.isEmpty());
  }

  Optional<Standing> standing(UUID agreement) {
    String query = "?appid=" + shared.appId() + "&mchid=" + shared.merchant();
    return said("GET", CONTRACTS + "out-contract-code/" + code(agreement) + query, Optional.empty())
        .map(said -> standing(said.said()));
  }

  boolean end(String contract) {
    Map<String, Object> wanted =
        Map.of("appid", shared.appId(), "termination_note", "as the payer wishes");
    return said("POST", CONTRACTS + contract + "/terminate", Optional.of(wanted)).isPresent();
  }

  /** How an agreement stands by what is said of it. */
  static Standing standing(JsonNode said) {
    State state =
        switch (said.path("state").asText()) {
          case "SIGNED" -> State.HOLDS;
          case "TERMINATED" -> State.ENDED;
          default -> State.OPEN;
        };
    return new Standing(state, said.path("contract_id").asText());
  }

  /** What is clearly said; empty for everything else. */
  private Optional<WechatWire.Said> said(
      String method, String path, Optional<Map<String, Object>> content) {
    try {
      return Optional.of(wire.ask(method, path, content))
          .filter(said -> said.signed() && said.status() < 300);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** 32 characters at most are taken. */
  private static String code(UUID agreement) {
    return agreement.toString().replace("-", "");
  }

  /** Our name of an agreement by what it is called there; empty if it is none of ours. */
  static Optional<UUID> ours(String code) {
    return code.matches("[0-9a-f]{32}")
        ? Optional.of(
            new UUID(
                Long.parseUnsignedLong(code.substring(0, 16), 16),
                Long.parseUnsignedLong(code.substring(16), 16)))
        : Optional.empty();
  }
}
