package playhouse.serving.advertising.schedules;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Json;

/**
 * Addresses at which breaks are filled. Players call them without saying who they are, so that an
 * address holds what is asked and for whom, with a mark (HMAC-SHA256, half of it) of it.
 */
public final class AdTags {
  static final String PATH = "/v1/ad-tags/";

  private static final String PURPOSE = "advertising tag";
  private static final int MARK_BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Seal seal;
  private final String base;

  /**
   * Marked with that.
   *
   * @param base where players find serving
   */
  public AdTags(Seal seal, String base) {
    this.seal = seal;
    this.base = base.replaceAll("/+$", "");
  }

  /** Where that break is filled. */
  URI of(AdTag tag) {
    String said = TEXT.encodeToString(Json.bytes(tag));
    return URI.create(base + PATH + said + "." + TEXT.encodeToString(mark(said)));
  }

  /** What an address asks; empty if it is none of ours. */
  Optional<AdTag> read(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String said = token.substring(0, dot);
    if (!MessageDigest.isEqual(bytes(token.substring(dot + 1)), mark(said))) {
      return Optional.empty();
    }
    String json = new String(bytes(said), StandardCharsets.UTF_8);
    return Optional.of(Json.read(json, new TypeReference<AdTag>() {}));
  }

  private byte[] mark(String said) {
    return Arrays.copyOf(seal.mark(PURPOSE, said), MARK_BYTES);
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
