package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;

/**
 * Money taken and given back, net of tax, in its own currency; a term paid for is kept whole, and
 * what came wrong and never was told as captured is none of it when it goes back.
 */
record PaymentRows() implements LiveTable {
  private static final String CAPTURED = "payment.captured";
  private static final String SUBSCRIPTION = "subscription";
  private static final Map<String, String> KINDS =
      Map.of(
          CAPTURED,
          "captured",
          "refund.completed",
          "refund",
          "chargeback.received",
          "chargeback",
          "chargeback.won",
          "chargeback_won");
  private static final int TERM_DAYS = 6;
  private static final int TERM_FROM = 7;

  @Override
  public String name() {
    return "live.payments";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "kind",
        "purpose",
        "currency",
        "net_micros",
        "day_no",
        "quarter_no",
        "term_days",
        "term_quarter_no");
  }

  @Override
  public Set<String> types() {
    return KINDS.keySet();
  }

  @Override
  public boolean history() {
    return true;
  }

  @Override
  public Duration reach() {
    return LONGEST_TERM.plus(KEPT);
  }

  @Override
  public void take(Body fact, Aim aim) {
    if (fact.flag("never_captured")) {
      return;
    }
    String purpose = fact.text("purpose");
    boolean term = SUBSCRIPTION.equals(purpose);
    // A subscription payment that names no term is recognised on its own day.
    long days = Math.max(1, Optional.ofNullable(fact.number("term_days")).orElse(1L));
    long from = Optional.ofNullable(fact.micros("term_from")).orElse(fact.occurred());
    aim.at(
        DedupKey.of(fact.fact().envelope().getSource(), fact.id()).toString(),
        "",
        KINDS.get(fact.fact().type()),
        purpose,
        fact.text("currency"),
        Objects.requireNonNull(fact.number("amount_micros"))
            - Objects.requireNonNull(fact.number("tax_micros")),
        Clock.dayNo(fact.occurred()),
        Clock.quarterNo(fact.occurred()),
        term ? (int) days : null,
        term ? Clock.quarterNo(from) : null);
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    return pieces.stream().map(piece -> row(piece.values().toArray())).limit(1).toList();
  }

  @Override
  public List<Long> spent(Map<Long, Piece> pieces, Instant now) {
    long until = Clock.micros(now.minus(KEPT));
    return pieces.entrySet().stream()
        .filter(entry -> lasts(entry.getValue()) < until)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static long lasts(Piece piece) {
    if (!(piece.any(TERM_DAYS) instanceof Integer days)) {
      return piece.micros();
    }
    int from = (Integer) Objects.requireNonNull(piece.any(TERM_FROM));
    return Math.max(piece.micros(), (from / 96L + days + 1) * Clock.DAY_MICROS);
  }
}
