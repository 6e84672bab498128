package playhouse.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One mistake of a sender put right: a field of the event gets another value or another name, or
 * goes. Where the field or what it stands in is missing, nothing changes; only a value that is set
 * may be new.
 *
 * @param path names from the event's top, such as data, score
 * @param makesNew whether the field may be missing
 * @param value what becomes of the value; a missing node takes the field away
 * @param name name under which the field stands then
 */
record Change(List<String> path, boolean makesNew, UnaryOperator<JsonNode> value, String name) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than any number has that the contracts take; 1e999999999 is not written out. */
  private static final int MOST_ZEROS = 30;

  /**
   * Reads what an option says.
   *
   * @param option {@code --set}, {@code --remove}, {@code --rename}, {@code --multiply} or {@code
   *     --shift}
   * @param text {@code PATH=VALUE}, or {@code PATH} to remove
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  static Change of(String option, String text) {
    int equals = text.indexOf('=');
    boolean removes = option.equals("--remove");
    if (removes == equals >= 0 || equals == 0 || text.isEmpty()) {
      throw new IllegalArgumentException(
          option + (removes ? " takes a PATH" : " takes PATH=VALUE") + ", not " + text);
    }
    List<String> path = List.of((removes ? text : text.substring(0, equals)).split("\\."));
    String given = text.substring(equals + 1);
    String last = path.get(path.size() - 1);
    return switch (option) {
      case "--set" -> {
        JsonNode set = json(given);
        yield new Change(path, true, old -> set, last);
      }
      case "--remove" -> new Change(path, false, old -> JSON.missingNode(), last);
      case "--rename" -> new Change(path, false, old -> old, given);
      case "--multiply" -> {
        BigDecimal factor = number(given);
        yield new Change(path, false, old -> multiplied(old, factor), last);
      }
      case "--shift" -> {
        Duration by = duration(given);
        yield new Change(path, false, old -> shifted(old, by), last);
      }
      default -> throw new IllegalArgumentException("unknown option " + option);
    };
  }

  /** Changes the event. */
  void apply(ObjectNode event) {
    ObjectNode holder = event;
    for (String step : path.subList(0, path.size() - 1)) {
      if (!(holder.get(step) instanceof ObjectNode inner)) {
        return;
      }
      holder = inner;
    }
    String field = path.get(path.size() - 1);
    JsonNode old = holder.path(field);
    if (old.isMissingNode() && !makesNew) {
      return;
    }
    JsonNode now = value.apply(old);
    if (now.isMissingNode() || !name.equals(field)) {
      holder.remove(field);
    }
    if (!now.isMissingNode()) {
      holder.set(name, now);
    }
  }

  /** A word that is no JSON is taken as text, so that nobody has to quote twice. */
  private static JsonNode json(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.isMissingNode() ? TextNode.valueOf(text) : node;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a duration such as PT-8H: " + text, e);
    }
  }

  private static JsonNode multiplied(JsonNode old, BigDecimal factor) {
    if (!old.isNumber()) {
      return old;
    }
    BigDecimal product = old.decimalValue().multiply(factor).stripTrailingZeros();
    boolean plain = product.scale() < 0 && product.scale() > -MOST_ZEROS;
    return DecimalNode.valueOf(plain ? product.setScale(0) : product);
  }

  private static JsonNode shifted(JsonNode old, Duration by) {
    try {
      return TextNode.valueOf(OffsetDateTime.parse(old.asText()).plus(by).toInstant().toString());
    } catch (DateTimeException e) {
      return old;
    }
  }
}
