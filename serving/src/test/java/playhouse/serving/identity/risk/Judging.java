package playhouse.serving.identity.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.altcha.altcha.Altcha;
import playhouse.serving.EmptyServices;
import playhouse.serving.identity.risk.SignUpRisk.Attempt;
import playhouse.serving.identity.risk.SignUpRisk.Judgement;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.store.ServicesDatabase;

/** Sign-ups that are judged in a database of their own. */
final class Judging implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
  static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/128.0.0.0 Safari/537.36";

  final ServicesDatabase database = EmptyServices.open();
  final Keyed keyed = new Keyed("0123456789abcdef0123456789abcdef");
  final SignUpRisk risk = new SignUpRisk(keyed);

  /** Somebody whom nothing speaks against. */
  static Attempt ordinary(String address, Instant at) {
    return new Attempt(
        UUID.randomUUID(),
        address.startsWith("+") ? "phone" : "email",
        address,
        Optional.of(UUID.randomUUID().toString()),
        "203.0." + Math.floorMod(address.hashCode(), 200) + ".7",
        Optional.of(CHROME),
        Optional.empty(),
        at);
  }

  static Attempt from(Attempt a, String ip) {
    return new Attempt(
        a.account(), a.kind(), a.address(), a.device(), ip, a.userAgent(), a.proof(), a.at());
  }

  static Attempt on(Attempt a, Optional<String> device) {
    return new Attempt(
        a.account(), a.kind(), a.address(), device, a.ip(), a.userAgent(), a.proof(), a.at());
  }

  static Attempt with(Attempt a, Optional<String> agent) {
    return new Attempt(
        a.account(), a.kind(), a.address(), a.device(), a.ip(), agent, a.proof(), a.at());
  }

  static Attempt proved(Attempt a, String proof, Duration later) {
    return new Attempt(
        a.account(),
        a.kind(),
        a.address(),
        a.device(),
        a.ip(),
        a.userAgent(),
        Optional.of(proof),
        a.at().plus(later));
  }

  Judgement judge(Attempt attempt) {
    return database.write(tx -> risk.judge(tx, attempt));
  }

  /** Does the work, as the widget in a browser does. */
  static String solve(Judgement judgement) {
    try {
      JsonNode asked = new ObjectMapper().readTree(judgement.challenge().orElseThrow());
      Altcha.Solution solution =
          Altcha.solveChallenge(
              asked.path("challenge").asText(),
              asked.path("salt").asText(),
              Altcha.Algorithm.SHA256,
              asked.path("maxnumber").asLong(),
              0);
      String json =
          Json.text(
              Map.of(
                  "algorithm", asked.path("algorithm").asText(),
                  "challenge", asked.path("challenge").asText(),
                  "number", solution.number,
                  "salt", asked.path("salt").asText(),
                  "signature", asked.path("signature").asText()));
      return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The types of the facts that are told, the oldest first. */
  List<String> told() {
    return database.read(
        handle ->
            handle
                .createQuery("select headers ->> 'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }

  void run(String sql) {
    database.write(tx -> tx.execute(sql));
  }

  @Override
  public void close() {
    database.close();
  }
}
