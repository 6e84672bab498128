package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.SecretFile;

/**
 * What the simulated Alipay, WeChat Pay and wallets share with serving: a file that only its owner
 * can read, made at the first start that lacks it. It holds both sides' halves, for we are both.
 */
record ChannelKeys(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RSA_BITS = 2048;

  ChannelKeys(Settings settings) {
    this(Path.of(settings.get(Setting.CHANNEL_SECRETS)));
  }

  void makeIfMissing() {
    if (Files.exists(file)) {
      return;
    }
    Map<String, String> alipay = pairs();
    alipay.put("appId", "2021" + digits(12));
    Map<String, String> wechat = pairs();
    wechat.put("appId", "wx" + hex(8));
    wechat.put("merchant", "16" + digits(8));
    wechat.put("merchantSerial", hex(20));
    wechat.put("providerSerial", hex(20));
    wechat.put("secret", hex(16));
    Map<String, Map<String, String>> all =
        Map.of(
            "alipay", alipay,
            "wechat", wechat,
            "wallet", Map.of("key", hex(24), "secret", hex(24)));
    try {
      new SecretFile(file).write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> pairs() {
    Map<String, String> halves = new TreeMap<>();
    for (String side : new String[] {"merchant", "provider"}) {
      KeyPair pair = pair();
      halves.put(side + "Private", text(pair.getPrivate().getEncoded()));
      halves.put(side + "Public", text(pair.getPublic().getEncoded()));
    }
    return halves;
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  private static String text(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String digits(int many) {
    StringBuilder digits = new StringBuilder();
    RANDOM.ints(many, 0, 10).forEach(digits::append);
    return digits.toString();
  }
}
