package playhouse.collector.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import playhouse.collector.event.Slices.Slice;

/** As much as can be made out of who sent a refused event and what it was meant to be. */
record Glimpse(Optional<String> id, Optional<String> source, Optional<String> type) {

  private static final Set<String> WANTED = Set.of("id", "source", "type");
  private static final int LONGEST = 512;

  static Glimpse of(JsonFactory factory, byte[] bytes, Slice slice) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser json = factory.createParser(bytes, slice.from(), slice.to() - slice.from())) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        look(json, found);
      }
    } catch (IOException e) {
      // Broken further on: what was made out before is all there is.
      found.remove("");
    }
    return new Glimpse(get(found, "id"), get(found, "source"), get(found, "type"));
  }

  private static void look(JsonParser json, Map<String, String> found) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      boolean text = json.nextToken() == JsonToken.VALUE_STRING;
      if (text && WANTED.contains(name)) {
        found.put(name, json.getText());
      }
      json.skipChildren();
    }
  }

  private static Optional<String> get(Map<String, String> found, String name) {
    return Optional.ofNullable(found.get(name)).filter(text -> text.length() <= LONGEST);
  }
}
