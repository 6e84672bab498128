package playhouse.audience.render;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.Envelope;

/** Writes events as CloudEvents in JSON, each on one line. For one thread. */
public final class CloudEventJson {

  private static final long DAY = 86_400_000;
  private static final byte[] HEAD = ascii("{\"specversion\":\"1.0\"");
  private static final byte[] ID = ascii(",\"id\":");
  private static final byte[] SOURCE = ascii(",\"source\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] TIME = ascii(",\"time\":");
  private static final byte[] SENTTIME = ascii(",\"senttime\":");
  private static final byte[] PERSON = ascii(",\"person\":");
  private static final byte[] DEVICE = ascii(",\"device\":");
  private static final byte[] HOUSEHOLD = ascii(",\"household\":");
  private static final byte[] COUNTRY = ascii(",\"country\":");
  private static final byte[] PLATFORM = ascii(",\"platform\":");
  private static final byte[] APPVERSION = ascii(",\"appversion\":");
  private static final byte[] EXCLUSION = ascii(",\"exclusion\":");
  private static final byte[] BACKFILL = ascii(",\"backfill\":true");
  private static final byte[] DATA = ascii(",\"data\":");

  /** The names of a body's fields as JSON writes them, in the order of the fields. */
  private static final ClassValue<byte[][]> NAMES =
      new ClassValue<>() {
        @Override
        protected byte[][] computeValue(Class<?> body) {
          return SpecificData.get().getSchema(body).getFields().stream()
              .map(field -> ascii("\"" + field.name() + "\":"))
              .toArray(byte[][]::new);
        }
      };

  private final Bytes json = new Bytes();
  private long day = Long.MIN_VALUE;
  private byte[] date = {};

  /** The event as one line in UTF-8 without its end; {@code sent} replaces the envelope's. */
  public byte[] line(Dressed event, Instant sent) {
    Envelope envelope = event.envelope();
    json.clear();
    json.put(HEAD);
    attribute(ID, envelope.getId());
    attribute(SOURCE, envelope.getSource());
    attribute(TYPE, event.type().name());
    attribute(TIME, envelope.getOccurred());
    attribute(SENTTIME, sent);
    attribute(PERSON, envelope.getPerson());
    attribute(DEVICE, envelope.getDevice());
    attribute(HOUSEHOLD, envelope.getHousehold());
    attribute(COUNTRY, envelope.getCountry());
    attribute(PLATFORM, envelope.getPlatform());
    attribute(APPVERSION, envelope.getAppVersion());
    attribute(EXCLUSION, envelope.getExclusion());
    if (envelope.getBackfill()) {
      json.put(BACKFILL);
    }
    json.put(DATA);
    value(event.body());
    json.put('}');
    return json.copy();
  }

  private void attribute(byte[] name, @Nullable Object value) {
    if (value != null) {
      json.put(name);
      value(value);
    }
  }

  private void value(Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Long whole) {
      json.putDecimal(whole);
    } else if (value instanceof IndexedRecord body) {
      object(body);
    } else if (value instanceof Instant instant) {
      instant(instant);
    } else if (value instanceof Number || value instanceof Boolean) {
      json.putAscii(value.toString());
    } else if (value instanceof List<?> list) {
      list(list);
    } else {
      text(value.toString());
    }
  }

  private void list(List<?> list) {
    json.put('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        json.put(',');
      }
      value(list.get(i));
    }
    json.put(']');
  }

  private void object(IndexedRecord body) {
    byte[][] names = NAMES.get(body.getClass());
    json.put('{');
    boolean first = true;
    for (int i = 0; i < names.length; i++) {
      Object value = body.get(i);
      if (value != null) {
        if (!first) {
          json.put(',');
        }
        json.put(names[i]);
        value(value);
        first = false;
      }
    }
    json.put('}');
  }

  /** RFC 3339 with milliseconds, which is all that the world knows of time. */
  private void instant(Instant instant) {
    long millis = instant.toEpochMilli();
    if (Math.floorDiv(millis, DAY) != day) {
      day = Math.floorDiv(millis, DAY);
      date = ascii(LocalDate.ofEpochDay(day).toString());
    }
    long ofDay = Math.floorMod(millis, DAY);
    json.put('"');
    json.put(date);
    json.put('T');
    json.putDigits(ofDay / 3_600_000, 2);
    json.put(':');
    json.putDigits(ofDay / 60_000 % 60, 2);
    json.put(':');
    json.putDigits(ofDay / 1000 % 60, 2);
    json.put('.');
    json.putDigits(ofDay % 1000, 3);
    json.putAscii("Z\"");
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    json.put('"');
    json.put(plain(utf8) ? utf8 : escaped(text).getBytes(StandardCharsets.UTF_8));
    json.put('"');
  }

  /** Every byte of a character beyond ASCII is negative, and none of those has to be escaped. */
  private static boolean plain(byte[] utf8) {
    for (byte one : utf8) {
      if (one == '"' || one == '\\' || (one >= 0 && one < ' ')) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
