package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import playhouse.contracts.Role;

/** Those who decide what machines leave to people: cases, money that came wrong, mismatches. */
final class Operators {
  private static final Set<String> HOW = Set.of("post", "write-off", "again");
  private static final List<String> DECISIONS = List.of("accept", "give-back", "keep");

  private final Town town;
  private final Random random;
  private final Map<String, Decision> decided = new HashMap<>();
  private final Map<String, Integer> did = new TreeMap<>();

  /** What they decided of a payment's money last, and when. */
  record Decision(String how, Instant at) {
    boolean accepted() {
      return how.equals("accept");
    }

    boolean kept() {
      return how.equals("keep");
    }
  }

  Operators(Town town, Random random) {
    this.town = town;
    this.random = random;
  }

  /** How often what was decided. */
  Map<String, Integer> did() {
    return did;
  }

  /** Payments whose money came wrong, and what was decided. */
  Map<String, Decision> decided() {
    return decided;
  }

  /** They decide on what there is, or on all of it. */
  void decide(boolean all) {
    for (JsonNode found : items("/v1/fraud/cases?limit=200")) {
      if (all || random.nextInt(3) == 0) {
        review(found.path("id").asText());
      }
    }
    for (JsonNode dispute : items("/v1/payments/disputed")) {
      if (all || random.nextInt(3) == 0) {
        resolve(dispute.path("payment").asText());
      }
    }
  }

  private JsonNode items(String path) {
    return town.staff(Role.OPERATOR, "GET", path, "").body().path("items");
  }

  private void review(String id) {
    String decision = random.nextInt(3) == 0 ? "fraud" : "genuine";
    String in = "/v1/fraud/cases/" + id;
    note("case claimed", town.staff(Role.OPERATOR, "POST", in + "/claim", ""));
    note(
        decision,
        town.staff(
            Role.OPERATOR,
            "POST",
            in + "/decision",
            Map.of("decision", decision, "note", "as the payer said")));
  }

  private void resolve(String payment) {
    int first = random.nextInt(DECISIONS.size());
    for (int i = 0; i < DECISIONS.size(); i++) {
      String decision = DECISIONS.get((first + i) % DECISIONS.size());
      if (note(
          decision,
          town.staff(
              Role.OPERATOR,
              "POST",
              "/v1/payments/" + payment + "/resolve",
              Map.of("decision", decision)))) {
        decided.put(payment, new Decision(decision, town.now()));
        return;
      }
    }
  }

  /** What does not match is settled as it is suggested. */
  void settle() {
    for (JsonNode found : items("/v1/reconciliation/exceptions?limit=200")) {
      // Such as "wait: …": what is not to be done is waited for.
      String how = found.path("suggestion").asText("").split(":", -1)[0];
      if (HOW.contains(how)) {
        note(
            "exception " + found.path("kind").asText() + " " + how,
            town.staff(
                Role.OPERATOR,
                "POST",
                "/v1/reconciliation/exceptions/" + found.path("id").asText() + "/resolution",
                Map.of("how", how, "note", "as it is suggested")));
      }
    }
  }

  private boolean note(String what, Town.Answer answer) {
    did.merge(answer.good() ? what : what + ": " + answer.code(), 1, Integer::sum);
    return answer.good();
  }
}
