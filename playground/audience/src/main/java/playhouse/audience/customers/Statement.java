package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;
import playhouse.audience.customers.Services.Told;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;

/**
 * What somebody finds when they look at their subscription, and what has become so since they last
 * looked: money that was taken or given back, another plan, another right, the end. It became so at
 * the latest when it was seen; the services do not tell when.
 */
final class Statement {

  private static final Set<String> ON_ITS_WAY = Set.of("sending", "unknown");
  private static final long RECENT_MILLIS = 30_000;

  private final App app;
  private final boolean retrying;
  private final List<Act> acts = new ArrayList<>();
  private Customer customer;
  private boolean settled = true;

  /**
   * Of that customer.
   *
   * @param retrying whether a payment that was refused is asked for again just now, not in a day
   */
  Statement(App app, Customer customer, boolean retrying) {
    this.retrying = retrying;
    this.app = app;
    this.customer = customer;
  }

  /** Looks. */
  void read() {
    Told subscription = app.get("/v1/subscriptions/" + customer.subscription());
    Told invoices = app.get("/v1/subscriptions/" + customer.subscription() + "/invoices");
    Told payments = app.get("/v1/subscriptions/" + customer.subscription() + "/payments");
    if (!subscription.done() || !invoices.done() || !payments.done()) {
      settled = false;
      return;
    }
    // The payments were asked for last, so what they say cannot be older than the rest.
    payments.body().path("items").forEach(payment -> payment(payment, invoices.body()));
    customer.asked().forEach(this::refunds);
    subscription(app.get("/v1/subscriptions/" + customer.subscription()).body());
    right();
    customer = customer.seen(System.currentTimeMillis(), next(subscription.body()));
  }

  /** As they are known now. */
  Customer customer() {
    return customer;
  }

  /** What has become so. */
  List<Act> acts() {
    return acts;
  }

  /** False if money is on its way. */
  boolean settled() {
    return settled;
  }

  private void payment(JsonNode payment, JsonNode invoices) {
    String state = payment.path("state").asText();
    String id = payment.path("id").asText();
    boolean due = state.equals("due") && (retrying || payment.path("attempt").asInt() <= 1);
    if (due || ON_ITS_WAY.contains(state)) {
      settled = false;
    } else if (state.equals("requires_action") && !payment.path("redirect").asText().isEmpty()) {
      app.approve(payment.path("redirect").asText());
      // They come back from their bank: it is asked at once.
      app.get("/v1/payments/" + id + "/return");
      settled = false;
    } else if (state.equals("captured") && !customer.told().contains(id)) {
      for (JsonNode invoice : invoices.path("items")) {
        if (invoice.path("id").asText().equals(payment.path("invoice").asText())) {
          paid(payment, invoice);
        }
      }
    }
  }

  private void paid(JsonNode payment, JsonNode invoice) {
    Instant from = Instant.parse(invoice.path("from").asText());
    Instant until = Instant.parse(invoice.path("until").asText());
    acts.add(
        new Paid(
            payment.path("id").asText(),
            customer.index(),
            takenAt(payment),
            Paid.Purpose.SUBSCRIPTION,
            payment.path("channel").asText(),
            micros(payment.path("amount")),
            micros(invoice.path("tax")),
            payment.path("amount").path("currency").asText(),
            from.toEpochMilli(),
            until.toEpochMilli(),
            Math.max(1, days(from, until)),
            customer.subscription(),
            -1));
    customer = customer.knowing(payment.path("id").asText());
  }

  /** Whoever did not look for long goes by when it was first asked for. */
  private long takenAt(JsonNode payment) {
    long now = System.currentTimeMillis();
    long asked = Instant.parse(payment.path("created").asText()).toEpochMilli();
    boolean first = payment.path("attempt").asInt() <= 1;
    return first && asked < now - RECENT_MILLIS && asked > customer.seen() ? asked + 1_000 : now;
  }

  private void refunds(String payment) {
    Told refunds = desk("/v1/payments/" + payment + "/refunds");
    for (JsonNode refund : refunds.body().path("items")) {
      String id = refund.path("id").asText();
      String state = refund.path("state").asText();
      if (state.equals("due") || ON_ITS_WAY.contains(state)) {
        settled = false;
      } else if (state.equals("completed") && !customer.told().contains(id)) {
        acts.add(
            new Returned(
                id,
                customer.index(),
                System.currentTimeMillis(),
                payment,
                false,
                refund.path("reason").asText(),
                micros(refund.path("amount")),
                micros(refund.path("tax")),
                refund.path("amount").path("currency").asText()));
        customer = customer.knowing(id);
      }
    }
  }

  private Told desk(String path) {
    return app.services()
        .ask(
            HttpRequest.newBuilder(app.services().at(path))
                .header("Authorization", "Bearer " + app.services().desk())
                .GET());
  }

  private void subscription(JsonNode now) {
    String state = now.path("state").asText();
    String plan = now.path("plan").asText();
    long price = micros(now.path("price"));
    if (!plan.equals(customer.plan()) || price != customer.priceMicros()) {
      note(
          SubscriptionChanged.newBuilder()
              .setSubscription(customer.subscription())
              .setFromPlan(customer.plan())
              .setToPlan(plan)
              .setPriceMicros(price)
              .setTermDays(days(instant(now, "termFrom"), instant(now, "termUntil")))
              .build());
    }
    if (customer.state().equals("past_due") && state.equals("active")) {
      note(
          DunningRecovered.newBuilder()
              .setSubscription(customer.subscription())
              .setInvoice("")
              .build());
    }
    if (!customer.state().equals("expired") && state.equals("expired")) {
      boolean voluntary = !now.path("ending").asText().isEmpty();
      note(new SubscriptionEnded(customer.subscription(), voluntary));
    }
    customer = customer.subscribed(customer.subscription(), plan, price, state);
  }

  private void right() {
    JsonNode right = app.get("/v1/people/" + customer.person() + "/entitlement").body();
    String state = right.path("state").asText("none");
    String plan = right.path("plan").asText();
    String until = right.path("until").asText();
    String known = state.equals("none") ? Customer.NO_RIGHT : state + " " + plan + " " + until;
    if (known.equals(customer.right())) {
      return;
    }
    acts.add(
        new Entitled(
            id(),
            customer.index(),
            System.currentTimeMillis(),
            plan,
            Entitled.State.valueOf(state.toUpperCase(Locale.ROOT)),
            until.isEmpty() ? Act.NEVER : Instant.parse(until).toEpochMilli()));
    customer = customer.entitled(known);
  }

  /** What is due by the clock is done within seconds; a bank that said no is asked again. */
  private long next(JsonNode now) {
    long seen = System.currentTimeMillis();
    long hour = seen + 3_600_000;
    long end = instant(now, "termUntil").toEpochMilli() + 10_000;
    return customer.subscribes() ? Math.min(hour, end > seen ? end : seen + 60_000) : hour;
  }

  private void note(SpecificRecordBase fact) {
    acts.add(new Noted(id(), customer.index(), System.currentTimeMillis(), fact));
  }

  private String id() {
    return "seen-" + customer.subscription() + "-" + System.nanoTime();
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }

  static int days(Instant from, Instant until) {
    return Math.toIntExact(Duration.between(from, until).toDays());
  }

  /** Of an amount as the services tell it. */
  static long micros(JsonNode money) {
    return new BigDecimal(money.path("amount").asText("0")).movePointRight(6).longValueExact();
  }
}
