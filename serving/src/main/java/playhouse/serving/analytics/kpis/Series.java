package playhouse.serving.analytics.kpis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.LiveKpi;

/** An answer as JSON has it; what there is none of is left out. */
record Series(
    String kpi,
    String zh,
    String en,
    String unit,
    int version,
    String zone,
    String grain,
    String from,
    String to,
    String by,
    String snapshot,
    Freshness freshness,
    List<Value> points,
    @Nullable String next) {

  /** How new the values are: when they were computed, and up to which facts. */
  record Freshness(@Nullable String computed_at, @Nullable String cut_off) {
    static Freshness of(Page page) {
      return new Freshness(Series.text(page.computedAt()), Series.text(page.cutOff()));
    }
  }

  /** One value; sums are exact decimals, as text. */
  record Value(
      String started,
      String day,
      String by,
      String measure,
      @Nullable Double value,
      @Nullable String numerator,
      @Nullable String denominator,
      int version,
      @Nullable String run_id,
      @Nullable String snapshots,
      @Nullable String cut_off,
      @Nullable String computed_at,
      @Nullable Boolean live) {

    static Value of(Point point) {
      return new Value(
          point.started().toString(),
          point.day().toString(),
          point.by(),
          point.measure(),
          point.value().orElse(null),
          point.numerator().map(Series::plain).orElse(null),
          point.denominator().map(Series::plain).orElse(null),
          point.version(),
          point.runId(),
          point.snapshots(),
          Series.text(point.cutOff()),
          Series.text(point.computedAt()),
          null);
    }

    /** A live value; its cut-off is the newest event that it takes into account. */
    static Value of(LiveKpi kpi, LocalDate day) {
      return new Value(
          kpi.getStarted().toString(),
          day.toString(),
          kpi.getBy(),
          kpi.getMeasure(),
          kpi.getValue(),
          kpi.getNumerator(),
          kpi.getDenominator(),
          kpi.getVersion(),
          null,
          null,
          kpi.getLatest().toString(),
          kpi.getComputed().toString(),
          true);
    }
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private static String plain(BigDecimal sum) {
    BigDecimal bare = sum.stripTrailingZeros();
    return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
  }
}
