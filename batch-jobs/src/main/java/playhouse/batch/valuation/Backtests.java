package playhouse.batch.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import playhouse.batch.registry.ModelFacts;
import playhouse.contracts.facts.ModelBacktested;
import playhouse.contracts.facts.Platform;
import playhouse.models.preference.TakeUp;
import playhouse.models.valuation.hours.BackTest;
import playhouse.models.valuation.hours.Scores;

/** What is told of how well models foretold. */
final class Backtests {
  private static final int WEEK = 7;

  private Backtests() {}

  /** Of hours: our own word's error, rank and cover, with a past and without. */
  static List<Platform> ofHours(LocalDate day, String version, int weeks, List<Scores> scores) {
    List<Platform> facts = new ArrayList<>();
    for (Scores one : scores) {
      if (one.method().equals(BackTest.MODEL)) {
        Backtest told =
            new Backtest(
                day,
                "valuation",
                version,
                one.basis().name().toLowerCase(Locale.ROOT),
                WEEK * weeks);
        facts.add(told.of("mape", one.mape()));
        facts.add(told.of("rank", one.rank()));
        one.covered().ifPresent(share -> facts.add(told.of("covered", share)));
      }
    }
    return facts;
  }

  /** Of what people take up, by dimension. */
  static List<Platform> ofTakeUp(
      LocalDate day, String version, Map<String, TakeUp.Quality> qualities) {
    List<Platform> facts = new ArrayList<>();
    qualities.forEach(
        (dimension, quality) -> {
          if (quality.pairs() > 0) {
            Backtest told = new Backtest(day, "preference", version, dimension, WEEK);
            facts.add(told.of("ece", quality.ece()));
            facts.add(told.of("log_loss", quality.logLoss()));
          }
        });
    return facts;
  }

  /** What a measure is of. */
  private record Backtest(
      LocalDate day, String model, String version, String subject, int horizonDays) {
    Platform of(String measure, double value) {
      return ModelFacts.backtested(
          day, new ModelBacktested(model, version, measure, subject, value, horizonDays));
    }
  }
}
