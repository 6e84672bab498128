package playhouse.serving.billing.payments.channels;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Signatures with SHA256withRSA, in Base64; what Alipay calls RSA2. */
final class Rsa {
  private static final String ALGORITHM = "SHA256withRSA";

  private Rsa() {}

  /** Base64 of PKCS #8. */
  static PrivateKey privateKey(String text) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no private key", e);
    }
  }

  /** Base64 of X.509. */
  static PublicKey publicKey(String text) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no public key", e);
    }
  }

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Whether that is the signature of it; false for nonsense. */
  static boolean verified(PublicKey key, String text, String base64) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
