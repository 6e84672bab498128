package playhouse.serving.billing.fraud.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.Judgement;
import playhouse.serving.billing.fraud.learning.Model;
import playhouse.serving.billing.fraud.learning.ModelStore;
import playhouse.serving.billing.fraud.rules.Rule;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/** Judges past decisions again, some at a time, and counts what would have been otherwise. */
public final class Backtests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 1_000;

  private final Rules rules;

  /** Which understands rules so. */
  public Backtests(Rules rules) {
    this.rules = rules;
  }

  /** A rule to be tried. */
  public record Tried(String code, String expression, String verdict) {}

  /** Goes on with the oldest that waits; how many decisions were judged. */
  public int goOn(Handle tx) {
    Optional<BacktestStore.Backtest> next = BacktestStore.next(tx);
    if (next.isEmpty()) {
      return 0;
    }
    BacktestStore.Backtest backtest = next.get();
    List<Rule> tried = rules(backtest.rules());
    Model model = backtest.model().map(version -> ModelStore.of(tx, version)).orElse(Model.PRIOR);
    List<BacktestStore.Past> some = BacktestStore.past(tx, backtest, AT_ONCE);
    Tally tally = backtest.tally();
    for (BacktestStore.Past past : some) {
      Verdict now =
          Judgement.of(past.payment(), past.features(), Optional.empty(), tried, rules, model)
              .verdict();
      tally = tally.and(past, now);
    }
    boolean over = some.size() < AT_ONCE;
    long done = some.isEmpty() ? backtest.until() : some.get(some.size() - 1).number();
    BacktestStore.change(tx, backtest.id(), done, tally, over ? "done" : "waiting");
    return Math.max(1, some.size());
  }

  private static List<Rule> rules(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Tried>>() {}).stream()
          .map(
              tried ->
                  new Rule(
                      0,
                      tried.code(),
                      tried.expression(),
                      Verdict.valueOf(tried.verdict().toUpperCase(Locale.ROOT)),
                      Rule.Mode.LIVE,
                      "",
                      Instant.EPOCH))
          .toList();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("rules that are not as we wrote them", e);
    }
  }
}
