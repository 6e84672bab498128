package playhouse.collector.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Reads the JSON value that the parser stands on as one type of Avro; never rounds, never guesses.
 */
interface ValueReader {

  Object read(JsonParser json) throws IOException;

  /** The reader for a schema that is not a union with null. */
  static ValueReader of(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> ValueReader::text;
      case BOOLEAN -> ValueReader::bool;
      case INT -> json -> (int) integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> moment(schema) ? ValueReader::instant : ValueReader::longInteger;
      case FLOAT -> ValueReader::single;
      case DOUBLE -> ValueReader::real;
      case FIXED -> ValueReader::uuid;
      case RECORD -> RecordShape.of(schema)::read;
      case ARRAY -> list(of(schema.getElementType()));
      case MAP -> map(of(schema.getValueType()));
      default -> throw new IllegalArgumentException("no JSON form for " + schema);
    };
  }

  private static boolean moment(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  static String text(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_STRING, "a string");
    String text = json.getText();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw new JsonViolation("half a surrogate pair, which is no character");
        }
        i++;
      }
    }
    return text;
  }

  static Boolean bool(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw new JsonViolation("expected true or false, found " + found(json));
    }
    return token == JsonToken.VALUE_TRUE;
  }

  static Object instant(JsonParser json) throws IOException {
    String text = text(json);
    return Rfc3339.parse(text)
        .orElseThrow(() -> new JsonViolation("\"" + cut(text) + "\" is not an RFC 3339 time"));
  }

  static Object uuid(JsonParser json) throws IOException {
    String text = text(json);
    return Uuids.parse(text)
        .orElseThrow(() -> new JsonViolation("\"" + cut(text) + "\" is not a UUID"));
  }

  private static Object longInteger(JsonParser json) throws IOException {
    return integer(json, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long integer(JsonParser json, long least, long most) throws IOException {
    expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
    boolean big = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    long value = big ? 0 : json.getLongValue();
    if (big || value < least || value > most) {
      throw new JsonViolation(cut(json.getText()) + " is not between " + least + " and " + most);
    }
    return value;
  }

  private static Object real(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw new JsonViolation("expected a number, found " + found(json));
    }
    double value = json.getDoubleValue();
    boolean whole = token == JsonToken.VALUE_NUMBER_INT;
    if (Double.isInfinite(value) || (whole && !exact(json.getBigIntegerValue(), value))) {
      throw new JsonViolation(cut(json.getText()) + " does not fit a double");
    }
    return value;
  }

  private static Object single(JsonParser json) throws IOException {
    double value = (double) real(json);
    float single = (float) value;
    boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (Float.isInfinite(single) || (whole && single != value)) {
      throw new JsonViolation(cut(json.getText()) + " does not fit a float");
    }
    return single;
  }

  private static boolean exact(BigInteger whole, double value) {
    return whole.bitLength() <= 53 || new BigDecimal(value).toBigInteger().equals(whole);
  }

  private static ValueReader list(ValueReader element) {
    return json -> {
      expect(json, JsonToken.START_ARRAY, "an array");
      List<Object> values = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        try {
          values.add(element.read(json));
        } catch (JsonViolation violation) {
          throw violation.under("[" + values.size() + "]");
        }
      }
      return values;
    };
  }

  private static ValueReader map(ValueReader value) {
    return json -> {
      expect(json, JsonToken.START_OBJECT, "an object");
      Map<String, Object> values = new HashMap<>();
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        json.nextToken();
        try {
          if (values.put(key, value.read(json)) != null) {
            throw new JsonViolation("stands twice");
          }
        } catch (JsonViolation violation) {
          throw violation.under("." + key);
        }
      }
      return values;
    };
  }

  static void expect(JsonParser json, JsonToken wanted, String words) {
    if (json.currentToken() != wanted) {
      throw new JsonViolation("expected " + words + ", found " + found(json));
    }
  }

  static String found(JsonParser json) {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
      case VALUE_NULL -> "null";
      default -> token.name().toLowerCase(Locale.ROOT).replace("value_", "");
    };
  }

  /** As much of a text as a message should repeat. */
  static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
