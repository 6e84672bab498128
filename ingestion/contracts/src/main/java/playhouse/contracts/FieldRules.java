package playhouse.contracts;

import static playhouse.contracts.Rejected.Reason.SEMANTIC_VIOLATION;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Rules that follow from a field's name and unit, and the few that tie fields together. */
final class FieldRules {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private static final long TEN_YEARS_MILLIS = 315_576_000_000L;

  /** A thousand million units of a currency: sums of such amounts stay within 64 bits. */
  private static final long MOST_MICROS = 1_000_000_000_000_000L;

  /** As far as recognised revenue looks back for a term. */
  private static final int LONGEST_TERM_DAYS = 1100;

  private static final Map<String, List<Rule>> BY_TYPE = compile();

  private FieldRules() {}

  /** One check of one body; says what is wrong, or null. */
  private interface Rule {
    @Nullable String wrong(IndexedRecord body);
  }

  static void check(String type, IndexedRecord body, List<Violation> violations) {
    for (Rule rule : BY_TYPE.getOrDefault(type, List.of())) {
      String wrong = rule.wrong(body);
      if (wrong != null) {
        violations.add(new Violation(SEMANTIC_VIOLATION, "data." + wrong));
      }
    }
  }

  private static Map<String, List<Rule>> compile() {
    Map<String, List<Rule>> rules = new HashMap<>();
    for (FactType type : FactType.all()) {
      List<Rule> own = new ArrayList<>();
      type.schema().getFields().forEach(field -> byName(type, field, own));
      own.addAll(byType(type.name(), type.schema()));
      rules.put(type.name(), own);
    }
    return Map.copyOf(rules);
  }

  private static List<Rule> byType(String type, Schema schema) {
    return switch (type) {
      case "playback.heartbeat" -> List.of(notAfter(schema, "from_millis", "to_millis"));
      case "payment.captured", "refund.completed", "chargeback.won" ->
          List.of(notAfter(schema, "tax_micros", "amount_micros"));
      case "rights.granted", "rights.amended" ->
          List.of(notAfter(schema, "valid_from", "valid_until"));
      case "ad.quartile" -> List.of(between(schema.getField("quartile"), 1, 4));
      case "csat.received" -> List.of(between(schema.getField("score"), 1, 5));
      case "nps.received" -> List.of(between(schema.getField("score"), 0, 10));
      default -> List.of();
    };
  }

  private static void byName(FactType type, Schema.Field field, List<Rule> own) {
    String name = field.name();
    boolean signed = type.name().equals("ledger.posted") || type.name().equals("recon.excepted");
    if (name.equals("term_days")) {
      own.add(between(field, 1, LONGEST_TERM_DAYS));
    } else if (name.endsWith("_millis") && !signed) {
      own.add(between(field, name.equals("runtime_millis") ? 1 : 0, TEN_YEARS_MILLIS));
    } else if (name.endsWith("_micros") && !signed) {
      own.add(between(field, 0, MOST_MICROS));
    } else if (name.equals("rate_nanos") || name.equals("capacity_bits_per_second")) {
      own.add(between(field, 1, MOST_MICROS));
    } else if (name.equals("confidence")) {
      own.add(between(field, 0, 1));
    } else if (name.equals("currency")) {
      own.add(currency(field.pos()));
    } else if (name.equals("title") || name.equals("play")) {
      own.add(present(field));
      own.add(atMost(field, Validation.LONGEST_NAME));
    }
  }

  private static Rule between(Schema.Field field, double least, double most) {
    return body -> {
      Object value = body.get(field.pos());
      if (value instanceof Number number
          && !(number.doubleValue() >= least && number.doubleValue() <= most)) {
        return "%s: %s is not between %.0f and %.0f".formatted(field.name(), number, least, most);
      }
      return null;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Rule notAfter(Schema schema, String lowName, String highName) {
    Schema.Field low = schema.getField(lowName);
    Schema.Field high = schema.getField(highName);
    return body -> {
      Object from = body.get(low.pos());
      Object to = body.get(high.pos());
      boolean wrong = from instanceof Comparable less && to != null && less.compareTo(to) > 0;
      return wrong ? "%s: %s is beyond %s %s".formatted(low.name(), from, high.name(), to) : null;
    };
  }

  private static Rule currency(int position) {
    return body -> {
      Object value = body.get(position);
      return value == null || CURRENCY.matcher(value.toString()).matches()
          ? null
          : "currency: \"" + value + "\" is not three capitals";
    };
  }

  private static Rule atMost(Schema.Field field, int characters) {
    return body -> {
      Object value = body.get(field.pos());
      return value == null || value.toString().length() <= characters
          ? null
          : field.name() + ": has more than " + characters + " characters";
    };
  }

  private static Rule present(Schema.Field field) {
    return body -> {
      Object value = body.get(field.pos());
      return value == null || !value.toString().isBlank() ? null : field.name() + ": is blank";
    };
  }
}
