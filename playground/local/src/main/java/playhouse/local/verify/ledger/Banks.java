package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The payment providers, the payers' banks and what goes wrong with them: answers that never come,
 * money taken without a word, webhooks told again, late and out of order.
 */
final class Banks {
  private static final List<String> FAULTS =
      List.of("decline", "drop-after", "drop-before", "error-after", "nonsense", "wrong-amount");

  /** Below which path whose faults are. */
  private static final List<String> PROVIDERS = List.of("", "", "/alipay", "/wechat", "/wallet");

  private static final int AGAIN = 5;

  private final Town town;
  private final Random random;
  private final Map<String, Integer> did = new TreeMap<>();

  Banks(Town town, Random random) {
    this.town = town;
    this.random = random;
  }

  /** How often what was done. */
  Map<String, Integer> did() {
    return did;
  }

  /** Everything is told twice, without being asked. */
  void tellTwice() {
    for (String provider : List.of("", "/alipay", "/wechat", "/wallet")) {
      town.counterpart("POST", provider + "/control/webhooks", Map.of("copies", 2));
    }
  }

  /** The next request of a provider goes wrong. */
  void fault() {
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    String provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
    town.counterpart("POST", provider + "/control/faults", Map.of("next", List.of(fault)));
    did.merge(fault, 1, Integer::sum);
  }

  /** Payers who have something to do at their bank do it, or not; some come back to us. */
  void payersAct(boolean all) {
    for (JsonNode waiting : town.counterpart("GET", "/control/awaited", "").body()) {
      String payment = waiting.path("payment").asText();
      if (all || random.nextInt(3) > 0) {
        town.bank(waiting.path("redirect").asText(), random.nextInt(4) > 0);
        did.merge("at the bank", 1, Integer::sum);
      }
      if (random.nextBoolean()) {
        town.nobody("GET", "/v1/payments/" + payment + "/return", Map.of(), new byte[0]);
      }
    }
  }

  /** What was told in the past is told once more, in any order. */
  void tellAgain() {
    town.counterpart(
        "POST", "/control/webhooks", Map.of("again", AGAIN, "seed", random.nextInt(1 << 30)));
    did.merge("told again", AGAIN, Integer::sum);
  }

  /** Banks decide on what they have taken back. */
  void decideDisputes(boolean all) {
    for (JsonNode dispute : books().path("disputes")) {
      if (dispute.path("status").asText().equals("open") && (all || random.nextInt(4) == 0)) {
        String status = random.nextBoolean() ? "won" : "lost";
        town.counterpart(
            "POST", "/control/disputes/" + dispute.path("id").asText(), Map.of("status", status));
        did.merge("dispute " + status, 1, Integer::sum);
      }
    }
  }

  /** What all of them have in their books. */
  JsonNode books() {
    return town.counterpart("GET", "/control/books", "").body();
  }

  /** Has a bank take the money of a payment of the past once more. */
  void chargeAgain(Path home) {
    JsonNode taken = books().path("taken").path(0);
    try {
      String key =
          new ObjectMapper().readTree(home.resolve("psp.json").toFile()).path("key").asText();
      town.charge(
          key,
          Map.of(
              "reference",
              taken.path("about").asText() + "-9",
              "amountMinor",
              taken.path("minor").asLong(),
              "currency",
              taken.path("currency").asText(),
              "method",
              "tok_visa",
              "capture",
              true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
