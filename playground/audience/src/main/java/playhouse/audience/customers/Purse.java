package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.customers.Services.Told;
import playhouse.contracts.facts.SubscriptionStarted;

/** How somebody pays for what they want, and changes their mind: each is a request or two. */
record Purse(App app, Customer customer) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBSCRIPTIONS = "/v1/subscriptions";

  /** What came of it. */
  record Begun(Customer customer, List<Act> acts) {}

  /** The country whose prices they pay: their own, or where there are none the first one's. */
  private String country() {
    String own = app.person().region().name();
    Told plans = app.get("/v1/plans?country=" + own);
    return plans.body().path("items").isEmpty() ? "US" : own;
  }

  /** Says how they pay, by what the provider gave out for it. */
  void payBy(String token) {
    ObjectNode method = JSON.createObjectNode();
    method.put("channel", "card").put("token", token).put("label", "Card 4242");
    app.put("/v1/people/" + customer.person() + "/payment-method", method);
  }

  /** Subscribes to a plan; nothing comes of it where it is not sold. */
  Begun subscribe(String plan) {
    String country = country();
    ObjectNode wanted = JSON.createObjectNode().put("plan", plan).put("country", country);
    Told begun = app.post(SUBSCRIPTIONS, wanted);
    if (!begun.done()) {
      return new Begun(customer, List.of());
    }
    JsonNode told = begun.body();
    Customer now =
        customer.subscribed(
            told.path("id").asText(),
            told.path("plan").asText(),
            Statement.micros(told.path("price")),
            told.path("state").asText());
    return new Begun(now, List.of(started(told, months(plan, country))));
  }

  private int months(String plan, String country) {
    for (JsonNode sold : app.get("/v1/plans?country=" + country).body().path("items")) {
      if (sold.path("id").asText().equals(plan)) {
        return sold.path("termMonths").asInt(1);
      }
    }
    return 1;
  }

  /** In a trial, the first term is the one that follows it. */
  private Noted started(JsonNode told, int months) {
    Instant from = Instant.parse(told.path("termFrom").asText());
    Instant until = Instant.parse(told.path("termUntil").asText());
    boolean trial = told.path("state").asText().equals("trial");
    Instant end = until.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
    return new Noted(
        "started-" + told.path("id").asText(),
        customer.index(),
        Instant.parse(told.path("created").asText()).toEpochMilli(),
        SubscriptionStarted.newBuilder()
            .setSubscription(told.path("id").asText())
            .setPlan(told.path("plan").asText())
            .setPriceMicros(Statement.micros(told.path("price")))
            .setCurrency(told.path("price").path("currency").asText())
            .setTermDays(trial ? Statement.days(until, end) : Statement.days(from, until))
            .setTrialDays(trial ? Statement.days(from, until) : 0)
            .build());
  }

  /** Looks what another plan would cost, and agrees. */
  void change(String plan) {
    String at = SUBSCRIPTIONS + "/" + customer.subscription();
    Told preview = app.post(at + "/change/preview", JSON.createObjectNode().put("plan", plan));
    if (preview.done()) {
      app.post(at + "/change", JSON.createObjectNode().put("preview", preview.text("id")));
    }
  }

  /** Lets it end with its term. */
  void cancel(String reason) {
    app.post(
        SUBSCRIPTIONS + "/" + customer.subscription() + "/cancel",
        JSON.createObjectNode().put("reason", reason));
  }

  /** Calls those who help people, and asks for the money of the latest payment back. */
  Customer moneyBack() {
    Told payments = app.get(SUBSCRIPTIONS + "/" + customer.subscription() + "/payments");
    Optional<String> taken = Optional.empty();
    for (JsonNode payment : payments.body().path("items")) {
      if (taken.isEmpty() && payment.path("state").asText().equals("captured")) {
        taken = Optional.of(payment.path("id").asText());
      }
    }
    if (taken.isEmpty() || customer.asked().contains(taken.get())) {
      return customer;
    }
    Services services = app.services();
    Told back =
        services.ask(
            HttpRequest.newBuilder(services.at("/v1/payments/" + taken.get() + "/refunds"))
                .header("Authorization", "Bearer " + services.desk())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"goodwill\"}")));
    return back.done() ? customer.asking(taken.get()) : customer;
  }
}
