package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The work that a device does when it is asked for: ALTCHA's challenges. */
final class ProofOfWork {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ProofOfWork() {}

  /**
   * The solution of a challenge, in the form in which it is sent.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String solve(JsonNode challenge) {
    String salt = challenge.path("salt").asText();
    byte[] wanted = HexFormat.of().parseHex(challenge.path("challenge").asText());
    MessageDigest digest = sha256();
    long most = challenge.path("maxnumber").asLong();
    for (long number = 0; number <= most; number++) {
      byte[] hash = digest.digest((salt + number).getBytes(StandardCharsets.UTF_8));
      if (MessageDigest.isEqual(hash, wanted)) {
        return proof(challenge, salt, number);
      }
    }
    throw new IllegalArgumentException("the challenge has no solution");
  }

  private static String proof(JsonNode challenge, String salt, long number) {
    ObjectNode proof = JSON.createObjectNode();
    proof
        .put("algorithm", challenge.path("algorithm").asText())
        .put("challenge", challenge.path("challenge").asText())
        .put("number", number)
        .put("salt", salt)
        .put("signature", challenge.path("signature").asText());
    return Base64.getEncoder().encodeToString(proof.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
