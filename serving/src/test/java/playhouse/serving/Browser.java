package playhouse.serving;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser as far as sign-in sees one: it keeps cookies, and goes where it is sent. */
final class Browser {
  private final House house;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Browser(House house) {
    this.house = house;
  }

  House.Answer get(String path) {
    return send("GET", path, "");
  }

  House.Answer post(String path, String body) {
    return send("POST", path, body, "X-Session", "cookie");
  }

  House.Answer send(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!cookies.isEmpty()) {
      all.add("Cookie");
      all.add(
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    House.Answer answer = house.send(method, path, body, all.toArray(String[]::new));
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String cookie) {
    String name = cookie.substring(0, cookie.indexOf('='));
    if (cookie.contains("Max-Age=0;")) {
      cookies.remove(name);
    } else {
      cookies.put(name, cookie.substring(name.length() + 1, cookie.indexOf(';')));
    }
  }

  /** What it keeps under that name; empty if nothing. */
  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  void cookie(String name, String value) {
    cookies.put(name, value);
  }

  /** The part of an address that is asked of us. */
  static String path(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }
}
