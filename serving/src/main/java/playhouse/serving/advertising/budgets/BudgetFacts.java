package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.AdRequested;
import playhouse.contracts.facts.BudgetExhausted;
import playhouse.contracts.facts.CapHit;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.orders.LineItem;

/** What others are told of what was held and shown; each once. */
final class BudgetFacts {
  private static final String SOURCE = "/serving/advertising";

  private BudgetFacts() {}

  static Ad requested(Purse.Occasion occasion) {
    return fact("request/" + occasion.request(), occasion.person(), occasion.now())
        .setType("ad.requested")
        .setAdRequested(
            AdRequested.newBuilder()
                .setRequest(occasion.request())
                .setPlacement(occasion.placement())
                .setPlay(occasion.play().orElse(null))
                .setTitle(occasion.title().orElse(null))
                .setSlots(occasion.slots())
                .build())
        .build();
  }

  static Ad filled(Held held) {
    return fact("filled/" + held.impression(), held.person(), held.held())
        .setType("ad.filled")
        .setAdFilled(
            AdFilled.newBuilder()
                .setRequest(held.request())
                .setPlacement(held.placement())
                .setImpression(held.impression().toString())
                .setSlot(held.slot())
                .setCreative(held.creative().toString())
                .setLineItem(held.lineItem().toString())
                .setAdvertiser(held.advertiser().toString())
                .build())
        .build();
  }

  static Ad impression(Held held, Instant now) {
    return fact("impression/" + held.impression(), held.person(), now)
        .setType("ad.impression")
        .setAdImpression(
            AdImpression.newBuilder()
                .setImpression(held.impression().toString())
                .setRequest(held.request())
                .setPlacement(held.placement())
                .setPlay(held.play().orElse(null))
                .setTitle(held.title().orElse(null))
                .setCreative(held.creative().toString())
                .setLineItem(held.lineItem().toString())
                .setAdvertiser(held.advertiser().toString())
                .setRevenueMicros(held.bookedMicros())
                .setCurrency(held.currency())
                .build())
        .build();
  }

  /** A click or a view has paid for what was shown. */
  static Ad paid(Held held, Instant now) {
    String event = held.pricing() == LineItem.Pricing.CPC ? "click" : "complete";
    return fact("paid/" + event + "/" + held.impression(), held.person(), now)
        .setType("ad.paid")
        .setAdPaid(
            AdPaid.newBuilder()
                .setImpression(held.impression().toString())
                .setRequest(held.request())
                .setPlacement(held.placement())
                .setCreative(held.creative().toString())
                .setLineItem(held.lineItem().toString())
                .setAdvertiser(held.advertiser().toString())
                .setEvent(event)
                .setRevenueMicros(held.bookedMicros())
                .setCurrency(held.currency())
                .build())
        .build();
  }

  static Ad capHit(Held held, LineItem.Cap cap, Instant now) {
    return fact("cap/" + held.impression() + "/" + cap.seconds(), held.person(), now)
        .setType("cap.hit")
        .setCapHit(
            CapHit.newBuilder()
                .setLineItem(held.lineItem().toString())
                .setImpressions(cap.impressions())
                .setSeconds(cap.seconds())
                .build())
        .build();
  }

  /**
   * A budget is spent.
   *
   * @param day whose it was; empty if it was all
   */
  static Ad exhausted(
      UUID lineItem, Optional<LocalDate> day, long budgetMicros, String currency, Instant now) {
    String which = day.map(LocalDate::toString).orElse("total") + "/" + budgetMicros;
    return fact("exhausted/" + lineItem + "/" + which, Optional.empty(), now)
        .setType("budget.exhausted")
        .setBudgetExhausted(
            BudgetExhausted.newBuilder()
                .setLineItem(lineItem.toString())
                .setBudget(day.isPresent() ? "day" : "total")
                .setBudgetMicros(budgetMicros)
                .setCurrency(currency)
                .build())
        .build();
  }

  private static Ad.Builder fact(String id, Optional<UUID> person, Instant now) {
    return Ad.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(id)
                .setSource(SOURCE)
                .setPerson(person.orElse(null))
                .setOccurred(now)
                .setSent(now)
                .setReceived(now)
                .build());
  }
}
