package playhouse.counterparts.telling;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * What two who sign with RSA have: a key of one's own and the other's.
 *
 * @param ours signs
 * @param theirs checks
 */
public record Rsa(PrivateKey ours, PublicKey theirs) {
  private static final String ALGORITHM = "SHA256withRSA";

  /** Of texts in Base64: PKCS #8 and X.509. */
  public static Rsa of(String ours, String theirs) {
    try {
      KeyFactory keys = KeyFactory.getInstance("RSA");
      return new Rsa(
          keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(ours))),
          keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(theirs))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no keys", e);
    }
  }

  /** The signature of a text, in Base64. */
  public String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(ours);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the other has signed it so. */
  public boolean verified(String text, String base64) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(theirs);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
