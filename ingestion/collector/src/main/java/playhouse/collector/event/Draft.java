package playhouse.collector.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.FactType;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.facts.Envelope;

/** The attributes of one CloudEvent while they are being read. */
final class Draft {

  private static final Set<String> NEEDED = Set.of("specversion", "id", "source", "type", "time");

  private final List<String> seen = new ArrayList<>(16);
  @Nullable String id;
  @Nullable String source;
  @Nullable String type;
  @Nullable UUID person;
  private @Nullable UUID device;
  private @Nullable UUID household;
  private @Nullable Instant occurred;
  private @Nullable Instant sent;
  private @Nullable String country;
  private @Nullable String platform;
  private @Nullable String appVersion;
  private @Nullable String exclusion;
  private boolean backfill;

  /** Takes the value that the parser stands on as the attribute of that name. */
  void take(String name, JsonParser json) throws IOException {
    // A dozen names at most: looking through them beats hashing.
    if (seen.contains(name)) {
      throw new JsonViolation("stands twice");
    }
    seen.add(name);
    if (json.currentToken() == JsonToken.VALUE_NULL && !NEEDED.contains(name)) {
      return;
    }
    switch (name) {
      case "specversion" -> same("1.0", ValueReader.text(json));
      case "id" -> id = ValueReader.text(json);
      case "source" -> source = ValueReader.text(json);
      case "type" -> type = ValueReader.text(json);
      case "time" -> occurred = (Instant) ValueReader.instant(json);
      case "senttime" -> sent = (Instant) ValueReader.instant(json);
      case "person" -> person = person(ValueReader.text(json));
      case "device" -> device = (UUID) ValueReader.uuid(json);
      case "household" -> household = (UUID) ValueReader.uuid(json);
      case "country" -> country = ValueReader.text(json);
      case "platform" -> platform = ValueReader.text(json);
      case "appversion" -> appVersion = ValueReader.text(json);
      case "exclusion" -> exclusion = ValueReader.text(json);
      case "backfill" -> backfill = ValueReader.bool(json);
      case "datacontenttype" -> same("application/json", ValueReader.text(json));
      default -> throw new JsonViolation("is no attribute we know");
    }
  }

  private static void same(String wanted, String given) {
    if (!given.equals(wanted)) {
      throw new JsonViolation("must be \"" + wanted + "\", not \"" + ValueReader.cut(given) + "\"");
    }
  }

  private static UUID person(String text) {
    return Uuids.parse(text)
        .or(() -> Pseudonyms.parse(text))
        .orElseThrow(
            () ->
                new JsonViolation(
                    "\"" + ValueReader.cut(text) + "\" is neither a UUID nor dataset:id"));
  }

  /** The type, if what stands there is one. */
  FactType factType() throws UnknownType {
    String name = required(type, "type");
    return FactType.of(name).orElseThrow(() -> new UnknownType(name));
  }

  boolean typeKnown() {
    return type != null && FactType.of(type).isPresent();
  }

  /** The envelope, once all attributes are read. */
  Envelope envelope(Arrival arrival, Consent consent) {
    if (!seen.contains("specversion")) {
      throw new JsonViolation("is required").under(".specversion");
    }
    boolean keep = consent.analytics(person);
    Envelope envelope = new Envelope();
    envelope.put(0, required(id, "id"));
    envelope.put(1, required(source, "source"));
    envelope.put(2, keep ? person : null);
    envelope.put(3, keep ? device : null);
    envelope.put(4, household);
    envelope.put(5, required(occurred, "time"));
    envelope.put(6, sent);
    envelope.put(7, arrival.received());
    envelope.put(8, backfill || arrival.history());
    envelope.put(9, exclusion);
    envelope.put(10, country);
    envelope.put(11, platform);
    envelope.put(12, appVersion);
    envelope.put(13, arrival.ipPrefix().orElse(null));
    return envelope;
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new JsonViolation("is required").under("." + name);
    }
    return value;
  }

  /** A type that no contract knows. */
  static final class UnknownType extends Exception {
    private static final long serialVersionUID = 1;

    UnknownType(String name) {
      super("\"" + ValueReader.cut(name) + "\" is no type we know", null, false, false);
    }
  }
}
