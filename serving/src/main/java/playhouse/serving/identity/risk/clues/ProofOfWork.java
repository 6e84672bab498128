package playhouse.serving.identity.risk.clues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.altcha.altcha.Altcha;
import playhouse.serving.platform.Json;

/**
 * Work that costs who signs up once a second of their device's time, and who signs up a thousand
 * times a thousand: ALTCHA's challenges, signed by us, so that none needs to be kept.
 */
public final class ProofOfWork {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final int LONGEST = 4_000;
  private static final Altcha.Algorithm ALGORITHM = Altcha.Algorithm.SHA256;

  /** Hashes for whoever is only just asked, and how much more for whoever is nearly refused. */
  private static final long LEAST_WORK = 50_000;

  private static final double GROWTH = 10;

  private final String key;

  /**
   * A challenge that was solved.
   *
   * @param challenge by which it is known
   * @param work how many hashes it took at most
   */
  public record Solved(String challenge, long work) {}

  public ProofOfWork(Keyed keyed) {
    key = keyed.key("proof of work");
  }

  /**
   * How many hashes a score is worth at most, from where anything is asked to where all is refused.
   */
  public static long work(double score, double stepUp, double deny) {
    double way = Math.max(0, Math.min(1, (score - stepUp) / (deny - stepUp)));
    return Math.round(LEAST_WORK * Math.pow(GROWTH, way));
  }

  /**
   * A challenge, as ALTCHA's widget takes it.
   *
   * @param whose it is good for nobody else
   */
  public String challenge(byte[] whose, long work, Instant now) {
    try {
      Altcha.ChallengeOptions options =
          new Altcha.ChallengeOptions()
              .setAlgorithm(ALGORITHM)
              .setHmacKey(key)
              .setMaxNumber(work)
              .setSecureRandomNumber(true)
              .setExpires(now.plus(FRESH).getEpochSecond())
              .addParam("for", HexFormat.of().formatHex(whose))
              .addParam("work", Long.toString(work));
      Altcha.Challenge made = Altcha.createChallenge(options);
      return Json.text(
          Map.of(
              "algorithm", made.algorithm,
              "challenge", made.challenge,
              "maxnumber", made.maxnumber,
              "salt", made.salt,
              "signature", made.signature));
    } catch (Exception e) {
      throw new IllegalStateException("a challenge cannot be made", e);
    }
  }

  /** What was solved; empty if it was not, or is not ours, too old or for somebody else. */
  public Optional<Solved> solved(String proof, byte[] whose, Instant now) {
    try {
      Altcha.Payload payload = payload(proof);
      if (!Altcha.verifySolution(payload, key, false)) {
        return Optional.empty();
      }
      Map<String, String> said = Altcha.extractParams(payload.salt);
      boolean good =
          HexFormat.of().formatHex(whose).equals(said.get("for"))
              && now.getEpochSecond() < Long.parseLong(said.getOrDefault("expires", "0"));
      return good
          ? Optional.of(
              new Solved(payload.challenge, Long.parseLong(said.getOrDefault("work", "0"))))
          : Optional.empty();
    } catch (Exception e) {
      // It comes from outside, and the library says nothing of what it throws.
      return Optional.empty();
    }
  }

  private static Altcha.Payload payload(String proof) throws IOException {
    if (proof.length() > LONGEST) {
      throw new IOException("too long");
    }
    JsonNode json =
        JSON.readTree(new String(Base64.getDecoder().decode(proof), StandardCharsets.UTF_8));
    Altcha.Payload payload = new Altcha.Payload();
    payload.algorithm = json.path("algorithm").asText();
    payload.challenge = json.path("challenge").asText();
    payload.number = json.path("number").asLong(-1);
    payload.salt = json.path("salt").asText();
    payload.signature = json.path("signature").asText();
    if (!payload.algorithm.equals(ALGORITHM.getName())) {
      throw new IOException("another algorithm");
    }
    return payload;
  }
}
