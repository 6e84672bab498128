package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import playhouse.contracts.Role;
import playhouse.local.verify.ledger.Town.Answer;

/**
 * Those who subscribe, pay or do not, change their minds, buy titles, and want their money back:
 * over the same routes as everybody. What was promised to them is remembered.
 */
final class People {
  private static final List<String> PLANS =
      List.of("standard", "standard", "premium", "family", "standard-yearly", "free");
  private static final List<String> COUNTRIES = List.of("US", "US", "US", "CN", "DE");
  private static final List<String> TOKENS =
      List.of("tok_visa", "tok_visa", "tok_visa", "tok_challenge", "tok_norefund", "tok_declined");
  private static final List<String> TITLES = List.of("t1", "t2", "t3");
  private static final String IN = "/v1/subscriptions/";

  private final Town town;
  private final Random random;
  private final List<Person> all;
  private final List<Promise> promises = new ArrayList<>();
  private final Map<String, Integer> did = new TreeMap<>();

  /** One of them, and what they know of themselves. */
  static final class Person {
    private final UUID id;
    private final String country;
    private boolean pays;
    private Optional<String> subscription = Optional.empty();

    private Person(UUID id, String country) {
      this.id = id;
      this.country = country;
    }

    UUID id() {
      return id;
    }

    String country() {
      return country;
    }
  }

  /** What a preview said that a change would cost, which was then agreed to. */
  record Promise(String subscription, String at, String due) {}

  People(Town town, int count, Random random) {
    this.town = town;
    this.random = random;
    all =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Person(
                        new UUID(0x4000L | (long) i << 32, 0x8000_0000_0000_0000L | i + 1L),
                        COUNTRIES.get(i % COUNTRIES.size())))
            .toList();
  }

  List<Person> all() {
    return all;
  }

  List<Promise> promises() {
    return promises;
  }

  /** How often what was done, and refused for which reason. */
  Map<String, Integer> did() {
    return did;
  }

  /** Titles have a price everywhere. */
  void priceTitles() {
    for (String title : TITLES) {
      price(title, "US", "USD", "0");
      price(title, "CN", "CNY", "6");
      price(title, "DE", "EUR", "19");
    }
  }

  private void price(String title, String country, String currency, String tax) {
    for (String kind : List.of("rent", "buy")) {
      String amount = kind.equals("rent") ? "3.99" : "12.49";
      town.staff(
          Role.OPERATOR,
          "PUT",
          "/v1/titles/" + title + "/prices",
          Map.of(
              "country",
              country,
              "kind",
              kind,
              "currency",
              currency,
              "amount",
              amount,
              "taxPercent",
              tax));
    }
  }

  /** One of them does something. */
  void act() {
    Person person = all.get(random.nextInt(all.size()));
    if (!person.pays || random.nextInt(20) == 0) {
      payWith(person);
    } else if (person.subscription.isEmpty()) {
      begin(person);
    } else {
      goOn(person, person.subscription.get());
    }
  }

  private void begin(Person person) {
    if (random.nextInt(5) == 0) {
      buy(person);
      return;
    }
    Answer answer =
        note(
            "subscribe",
            town.person(
                person.id,
                "POST",
                "/v1/subscriptions",
                Map.of("plan", one(PLANS), "country", person.country)));
    if (answer.good()) {
      person.subscription = Optional.of(answer.body().path("id").asText());
    } else {
      look(person);
    }
  }

  private void goOn(Person person, String subscription) {
    switch (random.nextInt(26)) {
      case 0, 1 -> over(person, "cancel", IN + subscription + "/cancel", Map.of("reason", "price"));
      case 2, 3, 4 -> over(person, "resume", IN + subscription + "/resume", "");
      case 5, 6, 7, 8 -> change(person, subscription);
      case 9 -> note("keep", town.person(person.id, "DELETE", IN + subscription + "/change", ""));
      case 10 ->
          over(
              person,
              "pause",
              IN + subscription + "/pause",
              Map.of("months", 1 + random.nextInt(3)));
      case 11, 12, 13 -> buy(person);
      case 14 -> wantBack(person, subscription);
      case 15, 16 -> look(person);
      case 17 -> note("preview", preview(person, subscription));
      default ->
          note(
              "entitlement",
              town.person(person.id, "GET", "/v1/people/" + person.id + "/entitlement", ""));
    }
  }

  private void over(Person person, String what, String path, Object body) {
    if (!note(what, town.person(person.id, "POST", path, body)).good()) {
      look(person);
    }
  }

  private void payWith(Person person) {
    String channel =
        person.country.equals("CN")
            ? one(List.of("alipay", "wechatpay", "wallet"))
            : one(List.of("card", "card", "card", "wallet"));
    String token = one(TOKENS) + (person.id.getLeastSignificantBits() & 0xffff);
    person.pays |=
        note(
                "pay with " + channel,
                town.person(
                    person.id,
                    "PUT",
                    "/v1/people/" + person.id + "/payment-method",
                    Map.of("channel", channel, "token", token, "label", "mine")))
            .good();
  }

  private Answer preview(Person person, String subscription) {
    return town.person(
        person.id, "POST", IN + subscription + "/change/preview", Map.of("plan", one(PLANS)));
  }

  private void change(Person person, String subscription) {
    Answer preview = note("preview", preview(person, subscription));
    if (!preview.good()) {
      look(person);
      return;
    }
    JsonNode due = preview.body().path("due");
    String at = town.now().toString();
    Answer changed =
        note(
            "change",
            town.person(
                person.id,
                "POST",
                IN + subscription + "/change",
                Map.of("preview", preview.body().path("id").asText())));
    if (changed.good()) {
      promises.add(new Promise(subscription, at, Amount.of(due).toString()));
    }
  }

  private void buy(Person person) {
    note(
        "buy",
        town.person(
            person.id,
            "POST",
            "/v1/purchases",
            Map.of(
                "title", one(TITLES),
                "kind", one(List.of("rent", "buy")),
                "country", person.country)));
  }

  /** Money goes back in whole or part, or a bank takes it. */
  private void wantBack(Person person, String subscription) {
    JsonNode payments =
        town.person(person.id, "GET", IN + subscription + "/payments", "").body().path("items");
    for (JsonNode payment : payments) {
      if (!payment.path("state").asText().equals("captured")) {
        continue;
      }
      String id = payment.path("id").asText();
      if (payment.path("channel").asText().equals("card") && random.nextInt(3) == 0) {
        String reference = id + "-" + payment.path("attempt").asInt();
        town.counterpart("POST", "/control/disputes", Map.of("reference", reference));
        note("bank takes back", new Answer(204, payment));
      } else {
        Map<String, String> wanted =
            random.nextBoolean()
                ? Map.of("reason", "goodwill")
                : Map.of("reason", "goodwill", "amount", "1.50");
        note("refund", town.staff(Role.AGENT, "POST", "/v1/payments/" + id + "/refunds", wanted));
      }
      return;
    }
  }

  /** Which subscription lives. */
  private void look(Person person) {
    person.subscription = Optional.empty();
    JsonNode items = town.person(person.id, "GET", "/v1/subscriptions", "").body().path("items");
    for (JsonNode item : items) {
      if (!item.path("state").asText().equals("expired")) {
        person.subscription = Optional.of(item.path("id").asText());
      }
    }
    did.merge("look", 1, Integer::sum);
  }

  private Answer note(String what, Answer answer) {
    did.merge(answer.good() ? what : what + ": " + answer.code(), 1, Integer::sum);
    return answer;
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
