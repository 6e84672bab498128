package playhouse.serving.identity.federation.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Another provider that people may come in through.
 *
 * @param name ours of it, as it stands in paths
 * @param title what people know it by
 * @param client what it knows us by
 * @param hosts that it may name in what it says of itself; its issuer's is one
 * @param mail whether an address that it calls verified is taken for its owner's
 * @param loopback whether it may be on this machine, without TLS: for trying only
 */
public record Provider(
    String name,
    String title,
    String issuer,
    String client,
    String secret,
    List<String> hosts,
    boolean mail,
    boolean loopback) {
  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Those of that file.
   *
   * @throws IllegalArgumentException if it is not as it must be
   */
  public static List<Provider> in(Path file) {
    try {
      List<Provider> all = new ArrayList<>();
      for (JsonNode each : new ObjectMapper().readTree(file.toFile())) {
        all.add(of(file, each));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_SSO_PROVIDERS must name a file of providers: " + e.getMessage(), e);
    }
  }

  private static Provider of(Path file, JsonNode said) {
    String name = said.path("name").asText();
    String issuer = said.path("issuer").asText();
    List<String> hosts = new ArrayList<>();
    hosts.add(host(URI.create(issuer)));
    StreamSupport.stream(said.path("hosts").spliterator(), false)
        .map(JsonNode::asText)
        .forEach(hosts::add);
    Provider provider =
        new Provider(
            name,
            said.path("title").asText(name),
            issuer,
            said.path("client").asText(),
            said.path("secret").asText(),
            List.copyOf(hosts),
            said.path("mail").asBoolean(),
            said.path("loopback").asBoolean());
    if (!name.matches("[a-z][a-z0-9-]{0,31}")
        || provider.client.isEmpty()
        || provider.secret.isEmpty()
        || !provider.may(URI.create(issuer))) {
      throw new IllegalArgumentException(
          file + ": \"" + name + "\" must have a name, an https issuer, a client and a secret");
    }
    return provider;
  }

  /** Whether we speak with that: by TLS, at a host of theirs, and nowhere else. */
  boolean may(URI uri) {
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawFragment() == null && uri.getHost() != null;
    boolean safe = "https".equals(uri.getScheme()) && (loopback || !HERE.contains(host(uri)));
    boolean here = loopback && "http".equals(uri.getScheme()) && HERE.contains(host(uri));
    return plain && (safe || here) && hosts.contains(host(uri));
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(java.util.Locale.ROOT);
  }
}
