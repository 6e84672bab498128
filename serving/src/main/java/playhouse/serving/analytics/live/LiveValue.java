package playhouse.serving.analytics.live;

import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.LiveKpi;

/** A live value as JSON has it; sums are exact decimals, as text. */
record LiveValue(
    String kpi,
    String measure,
    String zone,
    String grain,
    String started,
    String by,
    @Nullable Double value,
    @Nullable String numerator,
    @Nullable String denominator,
    int version,
    String latest,
    String computed) {

  static LiveValue of(LiveKpi kpi) {
    return new LiveValue(
        kpi.getKpi(),
        kpi.getMeasure(),
        kpi.getZone(),
        kpi.getGrain(),
        kpi.getStarted().toString(),
        kpi.getBy(),
        kpi.getValue(),
        kpi.getNumerator(),
        kpi.getDenominator(),
        kpi.getVersion(),
        kpi.getLatest().toString(),
        kpi.getComputed().toString());
  }
}
