package playhouse.serving.identity.mfa;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;

/**
 * Codes on paper, for who has lost the rest: ten, each good once. Each is of 65 bits, so that there
 * is nothing to be guessed (NIST SP 800-63B, 5.1.2.2).
 */
final class BackupCodes {
  /** How many there are of. */
  static final int COUNT = 10;

  /** Without letters that look like digits (Crockford). */
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int LENGTH = 13;

  private final Seal seal;
  private final SecureRandom random;

  BackupCodes(Seal seal, SecureRandom random) {
    this.seal = seal;
    this.random = random;
  }

  /** New ones in place of those before. */
  List<String> fresh(Handle tx, UUID account) {
    Set<String> codes = new HashSet<>();
    while (codes.size() < COUNT) {
      codes.add(code());
    }
    FactorStore.replaceCodes(tx, account, codes.stream().map(code -> hash(account, code)).toList());
    List<String> told = new ArrayList<>();
    codes.forEach(code -> told.add(written(code)));
    return told;
  }

  /** Uses one up; false if it is none, or was used. */
  boolean use(Handle tx, UUID account, String code, Instant now) {
    return FactorStore.useCode(tx, account, hash(account, read(code)), now);
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  private static String written(String code) {
    return code.substring(0, 4) + "-" + code.substring(4, 8) + "-" + code.substring(8);
  }

  /** The one that somebody wrote, however they did. */
  private static String read(String written) {
    return written
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }

  private byte[] hash(UUID account, String code) {
    return seal.mark("backup-code", account + "\n" + code);
  }
}
