package playhouse.audience.render;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.Envelope;

/** Writes events as CloudEvents in JSON, each on one line. */
public final class CloudEventJson {

  private final StringBuilder json = new StringBuilder(1024);

  /** The event as one line without its end; {@code sent} replaces the envelope's. */
  public String line(Dressed event, Instant sent) {
    Envelope envelope = event.envelope();
    json.setLength(0);
    json.append("{\"specversion\":\"1.0\"");
    attribute("id", envelope.getId());
    attribute("source", envelope.getSource());
    attribute("type", event.type().name());
    attribute("time", envelope.getOccurred());
    attribute("senttime", sent);
    attribute("person", envelope.getPerson());
    attribute("device", envelope.getDevice());
    attribute("household", envelope.getHousehold());
    attribute("country", envelope.getCountry());
    attribute("platform", envelope.getPlatform());
    attribute("appversion", envelope.getAppVersion());
    attribute("exclusion", envelope.getExclusion());
    if (envelope.getBackfill()) {
      attribute("backfill", true);
    }
    json.append(",\"data\":");
    value(event.body());
    return json.append('}').toString();
  }

  private void attribute(String name, @Nullable Object value) {
    if (value != null) {
      json.append(",\"").append(name).append("\":");
      value(value);
    }
  }

  private void value(Object value) {
    if (value instanceof IndexedRecord body) {
      object(body);
    } else if (value instanceof List<?> list) {
      json.append('[');
      for (int i = 0; i < list.size(); i++) {
        json.append(i == 0 ? "" : ",");
        value(list.get(i));
      }
      json.append(']');
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      text(value.toString());
    }
  }

  private void object(IndexedRecord body) {
    json.append('{');
    boolean first = true;
    for (Schema.Field field : body.getSchema().getFields()) {
      Object value = body.get(field.pos());
      if (value != null) {
        json.append(first ? "\"" : ",\"").append(field.name()).append("\":");
        value(value);
        first = false;
      }
    }
    json.append('}');
  }

  private void text(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
