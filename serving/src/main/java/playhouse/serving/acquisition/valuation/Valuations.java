package playhouse.serving.acquisition.valuation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.Money;
import playhouse.models.valuation.Valuation;
import playhouse.models.valuation.Worth;
import playhouse.serving.platform.Refusal;

/** Values of candidates, by a model. */
final class Valuations {
  private static final int DAYS = 7;

  private final NightlyValuations.Versioned model;
  private final String currency;

  private Valuations(NightlyValuations.Versioned model, String currency) {
    this.model = model;
    this.currency = currency;
  }

  /**
   * What a candidate is worth.
   *
   * @param id that it is known by here
   * @throws Refusal 400 if there is no rate for its currency
   */
  static TitleValue of(NightlyValuations.Versioned model, Candidate candidate, String id) {
    String ours = model.model().worth().currency();
    String currency = candidate.currency() == null ? ours : candidate.currency();
    Valuations valuations = new Valuations(model, currency);
    Valuation valued = model.model().of(candidate.facts(id));
    TitleValue value = valuations.value(valued);
    return candidate.fee() == null ? value : valuations.against(value, candidate.fee());
  }

  private TitleValue value(Valuation valued) {
    return new TitleValue(
        valued.title(),
        model.version(),
        LocalDate.parse(model.model().day()),
        DAYS * valued.weeks(),
        valued.hours().basis().name().toLowerCase(Locale.ROOT),
        new TitleValue.Range(
            valued.hours().low(), valued.hours().expected(), valued.hours().high()),
        valued.naiveHours(),
        new TitleValue.Kept(
            valued.uplift().low(),
            valued.uplift().mean(),
            valued.uplift().high(),
            valued.uplift().watchers()),
        new TitleValue.Parts(
            money(valued.retention()),
            money(valued.acquisition()),
            money(valued.ads()),
            money(valued.sales())),
        new TitleValue.Amounts(money(valued.low()), money(valued.value()), money(valued.high())),
        Micros.atMost(currency, exchanged(valued.ceiling())),
        valued.comparables().stream()
            .map(like -> new TitleValue.Like(like.title(), like.weight(), like.hours()))
            .toList(),
        valued.reasons());
  }

  /** With a word more: what the fee that is asked is beside the value. */
  private TitleValue against(TitleValue value, BigDecimal fee) {
    Money asked = Money.of(value.ceiling().getCurrencyUnit(), fee, RoundingMode.CEILING);
    String word;
    if (!asked.isGreaterThan(value.ceiling())) {
      word = "the fee of " + asked + " is below the ceiling: it is worth that even at the low end";
    } else if (asked.isGreaterThan(value.value().high())) {
      word = "the fee of " + asked + " is above the high end of the value";
    } else {
      word = "the fee of " + asked + " is above the ceiling: it may be worth that, and may not";
    }
    List<String> reasons = new ArrayList<>(List.of(word));
    reasons.addAll(value.reasons());
    return new TitleValue(
        value.title(),
        value.modelVersion(),
        value.day(),
        value.horizonDays(),
        value.basis(),
        value.hours(),
        value.naiveHours(),
        value.uplift(),
        value.parts(),
        value.value(),
        value.ceiling(),
        value.comparables(),
        List.copyOf(reasons));
  }

  private Money money(long micros) {
    return Micros.money(currency, exchanged(micros));
  }

  private long exchanged(long micros) {
    Worth worth = model.model().worth();
    return worth.in(currency, micros).orElseThrow(() -> unknown(worth));
  }

  private static Refusal unknown(Worth worth) {
    Set<String> known = new TreeSet<>(worth.rateNanos().keySet());
    known.add(worth.currency());
    return Refusal.bad("currency", "has no rate of exchange; those that have: " + known);
  }
}
