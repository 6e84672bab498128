package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import playhouse.audience.world.Person;

/**
 * The app on somebody's device, with the session that it bears; empty if nobody has signed in.
 *
 * @param services that it asks
 * @param person whose it is
 * @param token what it bears
 */
record App(Services services, Person person, String token) {

  private static final String FORM = "application/x-www-form-urlencoded";

  App with(String other) {
    return new App(services, person, other);
  }

  Services.Told get(String path) {
    return services.ask(request(services.at(path)).GET());
  }

  Services.Told post(String path, JsonNode body) {
    return send("POST", path, body.toString());
  }

  /** Without a body. */
  Services.Told post(String path) {
    return send("POST", path, "");
  }

  Services.Told put(String path, JsonNode body) {
    return send("PUT", path, body.toString());
  }

  /** Says yes on the page of the bank, and comes back to us. */
  void approve(String page) {
    services.ask(
        HttpRequest.newBuilder(URI.create(page))
            .header("Content-Type", FORM)
            .POST(HttpRequest.BodyPublishers.ofString("result=authenticated")));
  }

  private Services.Told send(String method, String path, String body) {
    HttpRequest.Builder request = request(services.at(path));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return services.ask(
        request
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(URI uri) {
    Person.Device device = person.devices().get(0);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header(
                "User-Agent", "Playhouse/" + device.appVersion() + " (" + device.platform() + ")")
            .header("Accept-Language", person.region().language());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (services.networks()) {
      request.header("X-Forwarded-For", network());
    }
    return request;
  }

  /** An address of a network for documentation of benchmarks (RFC 2544): it is nobody's. */
  private String network() {
    int home = person.household().hashCode();
    return String.format(
        Locale.ROOT,
        "198.%d.%d.%d",
        18 + (home & 1),
        (home >>> 1) & 255,
        1 + Math.floorMod(person.index(), 250));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
