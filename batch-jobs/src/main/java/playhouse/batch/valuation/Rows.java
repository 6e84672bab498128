package playhouse.batch.valuation;

import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import playhouse.models.valuation.Valuation;
import playhouse.models.valuation.ValuationModel;
import playhouse.models.valuation.hours.Scores;

/** What is written, in the order of the tables' columns. */
final class Rows {
  private Rows() {}

  static Row valuation(
      LocalDate day, String kind, String version, Valuation valued, String currency) {
    return RowFactory.create(
        day,
        valued.title(),
        kind,
        version,
        7 * valued.weeks(),
        word(valued.hours().basis()),
        valued.hours().expected(),
        valued.hours().low(),
        valued.hours().high(),
        valued.naiveHours(),
        valued.uplift().mean(),
        valued.uplift().low(),
        valued.uplift().high(),
        valued.uplift().watchers(),
        currency,
        valued.retention(),
        valued.acquisition(),
        valued.ads(),
        valued.sales(),
        valued.value(),
        valued.low(),
        valued.high(),
        valued.ceiling(),
        valued.comparables().stream()
            .map(like -> RowFactory.create(like.title(), like.weight(), like.hours()))
            .toArray(Row[]::new),
        valued.reasons().toArray(String[]::new));
  }

  static Row model(LocalDate day, ValuationModel model, String json, long titles) {
    return RowFactory.create(day, ValuationModel.version(json), 7 * model.weeks(), titles, json);
  }

  static Row scores(LocalDate day, LocalDate moment, int weeks, Scores scores) {
    return RowFactory.create(
        day,
        moment,
        7 * weeks,
        word(scores.basis()),
        scores.method(),
        scores.titles(),
        scores.mape(),
        scores.wape(),
        scores.rank(),
        scores.covered().orElse(null));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
