package playhouse.serving.advertising.bidders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked for ads.
 *
 * @param name of it, in facts
 * @param uri where it takes bid requests
 * @param timeout that it is waited for at most
 * @param domain that ads.txt names it by; its notices are called within it, or where it is asked
 * @param account by which it knows us; empty if it sells nothing of ours by ads.txt
 */
public record Bidder(
    String name, URI uri, Duration timeout, String domain, Optional<String> account) {
  private static final int LONGEST_MILLIS = 1_000;
  private static final int USUAL_MILLIS = 120;

  /**
   * Those of that file.
   *
   * @throws IllegalArgumentException if it is not as it must be
   */
  public static List<Bidder> in(Path file) {
    try {
      List<Bidder> all = new ArrayList<>();
      for (JsonNode each : new ObjectMapper().readTree(file.toFile())) {
        all.add(of(file, each));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_AD_BIDDERS must name a file of bidders: " + e.getMessage(), e);
    }
  }

  private static Bidder of(Path file, JsonNode said) {
    String name = said.path("name").asText();
    URI uri = URI.create(said.path("url").asText());
    int millis = said.path("timeoutMillis").asInt(USUAL_MILLIS);
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!name.matches("[a-z][a-z0-9-]{0,31}")
        || !web
        || uri.getHost() == null
        || millis < 1
        || millis > LONGEST_MILLIS) {
      throw new IllegalArgumentException(
          file + ": \"" + name + "\" must have a name, a url and a timeoutMillis of at most 1000");
    }
    Optional<String> account =
        Optional.of(said.path("account").asText()).filter(text -> text.matches("[\\w.-]{1,64}"));
    String domain = said.path("domain").asText(uri.getHost());
    return new Bidder(name, uri, Duration.ofMillis(millis), domain, account);
  }

  /** Whether that address, which may hold macros, may be called in its name. */
  boolean owns(String address) {
    try {
      URI other = URI.create(address.replaceAll("\\$\\{[A-Z_]+}", "0"));
      String host = Optional.ofNullable(other.getHost()).orElse("");
      boolean web = "https".equals(other.getScheme()) || "http".equals(other.getScheme());
      boolean asked = host.equals(uri.getHost()) && other.getPort() == uri.getPort();
      boolean within =
          !domain.equals(uri.getHost()) && (host.equals(domain) || host.endsWith("." + domain));
      return web && (asked || within);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
