package playhouse.serving.acquisition.rights.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Terms;
import playhouse.serving.acquisition.rights.Territories;
import playhouse.serving.acquisition.rights.desk.Reading;
import playhouse.serving.acquisition.rights.desk.Wanted;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;

/**
 * Grants into ODRL policies and back. Where is {@code spatial}, when {@code dateTime}, by which
 * model {@code purpose}, on what {@code systemDevice}, how many lines {@code resolution}; a fee and
 * exclusivity are duties; what waits is a prohibition.
 */
final class Odrl {
  private static final String TITLE = "urn:playhouse:title:";
  private static final String LICENSOR = "urn:playhouse:licensor:";
  private static final String HOUSE = "urn:playhouse:platform";
  private static final String MODEL = "urn:playhouse:model:";
  static final String GRANT = "urn:uuid:";

  private Odrl() {}

  /** A grant in those words. */
  static Policy of(Grant grant) {
    Terms terms = grant.terms();
    List<Policy.Duty> duties = new ArrayList<>();
    if (terms.exclusive()) {
      duties.add(new Policy.Duty("ensureExclusivity", null));
    }
    terms.fee().ifPresent(fee -> duties.add(new Policy.Duty("compensate", List.of(pay(fee)))));
    Policy.Rule permission =
        new Policy.Rule(
            TITLE + terms.title(),
            LICENSOR + terms.licensor(),
            HOUSE,
            "play",
            conditions(terms, grant.until()),
            duties.isEmpty() ? null : duties);
    return new Policy(
        Policy.CONTEXT,
        "Agreement",
        GRANT + grant.id(),
        null,
        List.of(permission),
        terms.holdback().map(back -> List.of(waits(terms, back))).orElse(null));
  }

  private static List<Policy.Constraint> conditions(Terms terms, Instant until) {
    List<Policy.Constraint> all = new ArrayList<>();
    if (!terms.territories().equals(List.of(Territories.EVERYWHERE))) {
      all.add(new Policy.Constraint("spatial", "isAnyOf", tree(terms.territories()), null));
    }
    if (!terms.except().isEmpty()) {
      all.add(new Policy.Constraint("spatial", "isNoneOf", tree(terms.except()), null));
    }
    all.add(new Policy.Constraint("dateTime", "gteq", moment(terms.from()), null));
    all.add(new Policy.Constraint("dateTime", "lt", moment(until), null));
    all.add(models(terms.models()));
    if (!terms.devices().isEmpty()) {
      all.add(
          new Policy.Constraint(
              "systemDevice",
              "isAnyOf",
              tree(terms.devices().stream().map(Device::text).toList()),
              null));
    }
    terms
        .greatestHeight()
        .ifPresent(
            lines -> all.add(new Policy.Constraint("resolution", "lteq", tree(lines), "lines")));
    return all;
  }

  private static Policy.Constraint models(List<Model> some) {
    return new Policy.Constraint(
        "purpose",
        "isAnyOf",
        tree(some.stream().map(model -> MODEL + model.text()).toList()),
        null);
  }

  private static Policy.Rule waits(Terms terms, Terms.Holdback back) {
    return new Policy.Rule(
        TITLE + terms.title(),
        null,
        HOUSE,
        "play",
        List.of(
            models(back.models()),
            new Policy.Constraint("dateTime", "lt", moment(back.until()), null)),
        null);
  }

  private static Policy.Constraint pay(Money fee) {
    return new Policy.Constraint(
        "payAmount", "eq", tree(fee.getAmount().toPlainString()), fee.getCurrencyUnit().getCode());
  }

  private static JsonNode moment(Instant at) {
    return tree(Map.of("@value", at.toString(), "@type", "xsd:dateTime"));
  }

  private static JsonNode tree(Object value) {
    return Json.tree(Json.text(value));
  }

  /**
   * What a policy grants.
   *
   * @param reference what it is called by its licensor
   * @throws Refusal 400 for what a grant cannot say
   */
  static Terms terms(Policy policy, @Nullable String reference) {
    Policy.Rule rule = policy.permission().get(0);
    Reader read = new Reader();
    rule.constraint().forEach(read::condition);
    Optional.ofNullable(rule.duty()).orElse(List.of()).forEach(read::duty);
    Terms terms =
        Reading.terms(
            new Wanted(
                after("permission.target", TITLE, rule.target()),
                after("permission.assigner", LICENSOR, rule.assigner()),
                reference,
                read.territories,
                read.except,
                read.models,
                read.devices,
                read.lines,
                read.exclusive,
                read.from,
                read.until,
                null,
                null,
                null,
                null,
                read.fee,
                read.currency));
    return Optional.ofNullable(policy.prohibition())
        .filter(some -> !some.isEmpty())
        .map(some -> held(terms, some.get(0), rule.target()))
        .orElse(terms);
  }

  private static Terms held(Terms terms, Policy.Rule waits, String target) {
    Reader read = new Reader();
    waits.constraint().forEach(read::condition);
    boolean other = read.from != null || !read.devices.isEmpty() || read.lines != null;
    if (other || read.until == null || read.models.isEmpty() || !waits.target().equals(target)) {
      throw Refusal.bad(
          "prohibition", "must be of the same target, with a purpose and a dateTime lt");
    }
    return new Terms(
        terms.title(),
        terms.licensor(),
        terms.reference(),
        terms.territories(),
        terms.except(),
        terms.models(),
        terms.devices(),
        terms.greatestHeight(),
        terms.exclusive(),
        terms.from(),
        terms.until(),
        terms.zone(),
        Optional.of(
            new Terms.Holdback(
                read.models.stream().flatMap(text -> Model.of(text).stream()).sorted().toList(),
                read.until)),
        terms.fee());
  }

  private static String after(String name, String prefix, @Nullable String text) {
    if (text == null || !text.startsWith(prefix)) {
      throw Refusal.bad(name, "must begin with " + prefix);
    }
    return text.substring(prefix.length());
  }

  /** Reads conditions one by one. */
  private static final class Reader {
    private List<String> territories = List.of(Territories.EVERYWHERE);
    private List<String> except = List.of();
    private List<String> models = List.of();
    private List<String> devices = List.of();
    private @Nullable Integer lines;
    private boolean exclusive;
    private @Nullable Instant from;
    private @Nullable Instant until;
    private @Nullable BigDecimal fee;
    private @Nullable String currency;

    private void condition(Policy.Constraint each) {
      String what = plain(each.leftOperand()) + " " + plain(each.operator());
      JsonNode right = each.rightOperand();
      switch (what) {
        case "spatial isAnyOf", "spatial eq" -> territories = texts(right);
        case "spatial isNoneOf", "spatial neq" -> except = texts(right);
        case "dateTime gteq" -> from = begin(right);
        case "dateTime lt" -> until = begin(right);
        case "dateTime lteq" -> until = end(right);
        case "purpose isAnyOf", "purpose eq" ->
            models = texts(right).stream().map(text -> after("purpose", MODEL, text)).toList();
        case "systemDevice isAnyOf", "systemDevice eq" -> devices = texts(right);
        case "resolution lteq" -> lines = right.asInt();
        default ->
            throw Refusal.bad(
                "constraint", "cannot be kept here: " + each.leftOperand() + " " + each.operator());
      }
    }

    private void duty(Policy.Duty each) {
      List<Policy.Constraint> some = Optional.ofNullable(each.constraint()).orElse(List.of());
      if (plain(each.action()).equals("ensureExclusivity") && some.isEmpty()) {
        exclusive = true;
      } else if (some.size() == 1 && plain(some.get(0).leftOperand()).equals("payAmount")) {
        fee = amount(some.get(0).rightOperand().asText());
        currency = some.get(0).unit();
      } else {
        throw Refusal.bad("duty", "must be ensureExclusivity, or compensate with one payAmount");
      }
    }

    private static BigDecimal amount(String text) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw Refusal.bad("payAmount", "must be a number");
      }
    }

    private static String plain(String word) {
      return word.startsWith("odrl:") ? word.substring("odrl:".length()) : word;
    }

    private static List<String> texts(JsonNode node) {
      List<String> all = new ArrayList<>();
      (node.isArray() ? node : List.of(node)).forEach(each -> all.add(value(each)));
      return all;
    }

    private static String value(JsonNode node) {
      return node.isObject() ? node.path("@value").asText() : node.asText();
    }

    private static Instant begin(JsonNode node) {
      String text = value(node);
      return text.indexOf('T') < 0
          ? day(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : moment(text);
    }

    /** A day that is the last belongs to it, and so does the last moment. */
    private static Instant end(JsonNode node) {
      String text = value(node);
      return text.indexOf('T') < 0
          ? day(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : moment(text).plus(1, ChronoUnit.MICROS);
    }

    private static LocalDate day(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw Refusal.bad("dateTime", "must be such as 2026-01-02T03:04:05Z, or a day");
      }
    }

    private static Instant moment(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw Refusal.bad("dateTime", "must be such as 2026-01-02T03:04:05Z, or a day");
      }
    }
  }
}
