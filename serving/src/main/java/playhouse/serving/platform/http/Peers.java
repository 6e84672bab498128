package playhouse.serving.platform.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * Whose address a request comes from. What it says of that itself is believed of proxies that we
 * know, and of nobody else.
 *
 * @param proxies networks of those
 */
public record Peers(List<String> proxies) {
  private static final String FORWARDED = "X-Forwarded-For";

  /** As the settings say. */
  public static Peers of(Settings settings) {
    return new Peers(
        settings
            .find(Setting.TRUSTED_PROXIES)
            .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
            .orElse(List.of()));
  }

  /** The client's address. */
  public String ip(Request request) {
    return ip(request.http());
  }

  /** The same. */
  String ip(Context http) {
    if (proxies.isEmpty()) {
      return http.ip();
    }
    // A client may send a line of its own, and a proxy adds another.
    List<String> lines = Collections.list(http.req().getHeaders(FORWARDED));
    return ip(http.ip(), String.join(",", lines));
  }

  /** Whether it says where it comes from and is not believed. */
  public boolean pretends(Request request) {
    return request.header(FORWARDED).isPresent() && !known(request.http().ip());
  }

  /** Whether what it says of who asks is believed: it comes by a proxy that we know. */
  public boolean vouches(Context http) {
    return known(http.ip());
  }

  /**
   * The client's address.
   *
   * @param peer as the connection has it
   * @param forwarded what the header says, the nearest last; empty if there was none
   */
  public String ip(String peer, String forwarded) {
    String nearest = peer;
    List<String> chain = Arrays.asList(forwarded.split(","));
    Collections.reverse(chain);
    for (String before : chain) {
      // Whatever stands before somebody whom we do not know may be made up.
      if (!known(nearest) || Net.address(before).isEmpty()) {
        return nearest;
      }
      nearest = before.strip();
    }
    return nearest;
  }

  private boolean known(String ip) {
    return proxies.stream().anyMatch(proxy -> Net.contains(proxy, ip));
  }
}
