package playhouse.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked for; begun with {@link #forPerson} and said more closely. */
public final class Ask {
  private final Map<String, String> parameters;

  private Ask(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * The first page of a person.
   *
   * @param person a UUID, or {@code dataset:id}
   */
  public static Ask forPerson(String person) {
    return new Ask(Map.of()).with("person", person);
  }

  /** Where it is shown: home, home-rows, next, post-play, similar, email. */
  public Ask on(String surface) {
    return with("surface", surface);
  }

  /** The title that next, post-play and similar start from. */
  public Ask about(String title) {
    return with("title", title);
  }

  /** How many titles at most. */
  public Ask limit(int limit) {
    return with("limit", Integer.toString(limit));
  }

  /** Where the person is, ISO 3166-1 alpha-2. */
  public Ask in(String territory) {
    return with("territory", territory);
  }

  /** What they watch on: tv, web, ios, android, console, other. */
  public Ask by(String platform) {
    return with("device", platform);
  }

  Ask with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Ask(more);
  }

  String query() {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }
}
