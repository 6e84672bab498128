package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;

/**
 * Everything that the services tell of everybody's subscriptions, invoices, payments and purchases.
 */
record Accounts(List<Invoice> invoices, List<Payment> payments) {

  /**
   * What was owed.
   *
   * @param amount what was taken the way the person pays
   * @param lines what it is made of, tax included
   */
  record Invoice(
      String id,
      String subscription,
      UUID person,
      String country,
      String kind,
      Instant from,
      Instant until,
      Instant issued,
      Amount total,
      Amount amount,
      String state,
      List<Line> lines) {}

  /** What a part of an invoice is for. */
  record Line(String what, String plan, Amount gross) {}

  /**
   * What was paid or not.
   *
   * @param invoice that it is for; empty for a title
   */
  record Payment(String id, UUID person, Optional<String> invoice, Amount amount, String state) {
    boolean captured() {
      return state.equals("captured");
    }
  }

  /** Asks for all of it. */
  static Accounts read(Town town, People people) {
    List<Invoice> invoices = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    for (People.Person person : people.all()) {
      for (JsonNode s : items(town, "/v1/subscriptions?person=" + person.id())) {
        String in = "/v1/subscriptions/" + s.path("id").asText();
        for (JsonNode invoice : items(town, in + "/invoices")) {
          invoices.add(invoice(person, invoice));
        }
        for (JsonNode payment : items(town, in + "/payments")) {
          payments.add(payment(person, payment));
        }
      }
    }
    return new Accounts(invoices, payments);
  }

  /** Invoices by their id. */
  Map<String, Invoice> byId() {
    Map<String, Invoice> all = new HashMap<>();
    invoices.forEach(invoice -> all.put(invoice.id(), invoice));
    return all;
  }

  private static JsonNode items(Town town, String path) {
    return town.staff(Role.SERVICE, "GET", path, "").body().path("items");
  }

  private static Invoice invoice(People.Person person, JsonNode told) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : told.path("lines")) {
      Amount net = Amount.of(line.path("net"));
      lines.add(
          new Line(
              line.path("what").asText(),
              line.path("plan").asText(),
              new Amount(net.currency(), net.value().add(Amount.of(line.path("tax")).value()))));
    }
    return new Invoice(
        told.path("id").asText(),
        told.path("subscription").asText(),
        person.id(),
        person.country(),
        told.path("kind").asText(),
        instant(told, "from"),
        instant(told, "until"),
        instant(told, "issued"),
        Amount.of(told.path("total")),
        Amount.of(told.path("amount")),
        told.path("state").asText(),
        lines);
  }

  private static Payment payment(People.Person person, JsonNode told) {
    return new Payment(
        told.path("id").asText(),
        person.id(),
        Optional.of(told.path("invoice").asText("")).filter(id -> !id.isEmpty()),
        Amount.of(told.path("amount")),
        told.path("state").asText());
  }

  private static Instant instant(JsonNode told, String field) {
    return Instant.parse(told.path(field).asText());
  }
}
