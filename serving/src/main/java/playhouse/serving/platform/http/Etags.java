package playhouse.serving.platform.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Lets a caller who has the answer already be told so instead of sent it. Source: RFC 9110, 13. */
public final class Etags {
  private Etags() {}

  /** Answers with the body, or 304 if the caller named its tag. */
  public static void answer(Context http, String body) {
    if (!http.method().equals(HandlerType.GET) || http.statusCode() != 200) {
      http.result(body);
      return;
    }
    String tag = tag(body);
    http.header("ETag", tag);
    String known = http.header("If-None-Match");
    if (known != null && Arrays.asList(known.split("\\s*,\\s*")).contains(tag)) {
      http.status(304);
    } else {
      http.result(body);
    }
  }

  /** The tag of a body. */
  public static String tag(String body) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
