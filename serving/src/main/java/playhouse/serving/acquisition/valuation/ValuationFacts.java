package playhouse.serving.acquisition.valuation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.contracts.facts.Acquisition;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ValuationComputed;
import playhouse.contracts.facts.ValuationOverridden;
import playhouse.contracts.facts.ValuationRequested;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of valuations. */
final class ValuationFacts {
  private ValuationFacts() {}

  /** What a candidate is called where titles are meant. */
  static String title(UUID id) {
    return "candidate:" + id;
  }

  /**
   * That somebody wants to know.
   *
   * @param currency of the fee, if there is one
   */
  static void requested(
      Handle tx, UUID id, Candidate candidate, CurrencyUnit currency, Instant now) {
    Optional<BigDecimal> fee = Optional.ofNullable(candidate.fee());
    tell(
        tx,
        "valuation/" + id + "/requested",
        "valuation.requested",
        now,
        Acquisition.newBuilder()
            .setValuationRequested(
                ValuationRequested.newBuilder()
                    .setTitle(title(id))
                    .setKind(candidate.kind())
                    .setFeeMicros(fee.map(Micros::of).orElse(null))
                    .setCurrency(fee.map(unused -> currency.getCode()).orElse(null))
                    .build()));
  }

  static void computed(Handle tx, UUID id, TitleValue value, Instant now) {
    tell(
        tx,
        "valuation/" + id,
        "valuation.computed",
        now,
        Acquisition.newBuilder()
            .setValuationComputed(
                new ValuationComputed(
                    value.title(), value.hours().expected(), value.modelVersion())));
  }

  /**
   * That an analyst says otherwise; why stays in the audit.
   *
   * @param number of the word among all
   */
  static void overridden(Handle tx, UUID id, long number, Money amount, Instant now) {
    tell(
        tx,
        "valuation/" + id + "/overridden/" + number,
        "valuation.overridden",
        now,
        Acquisition.newBuilder()
            .setValuationOverridden(
                new ValuationOverridden(
                    title(id), Micros.of(amount.getAmount()), amount.getCurrencyUnit().getCode())));
  }

  private static void tell(
      Handle tx, String fact, String type, Instant now, Acquisition.Builder told) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId(fact)
            .setSource("/serving")
            .setOccurred(now)
            .setSent(now)
            .setReceived(now)
            .build();
    Outbox.add(tx, ValuationRoutes.SYSTEM, told.setEnvelope(envelope).setType(type).build());
  }
}
