package playhouse.serving.identity.risk.clues;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The domains of mail that anybody can have for some minutes, and all below them. */
public final class Disposable {
  private static final String FILE = "/disposable-domains.txt";
  private static final Set<String> DOMAINS = read();

  private Disposable() {}

  /** Whether it is one, or below one. */
  public static boolean is(String domain) {
    String rest = domain;
    while (rest.indexOf('.') > 0) {
      if (DOMAINS.contains(rest)) {
        return true;
      }
      rest = rest.substring(rest.indexOf('.') + 1);
    }
    return false;
  }

  private static Set<String> read() {
    try (InputStream in = Disposable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the class path");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
