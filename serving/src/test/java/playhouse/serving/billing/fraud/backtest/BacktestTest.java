package playhouse.serving.billing.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.billing.fraud.learning.LabelStore;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.platform.store.ServicesDatabase;

class BacktestTest {
  private static final Instant NOW = Instant.parse("2027-03-01T00:00:00Z");
  private static final int PAST = 2_500;

  @Test
  void pastDecisionsAreJudgedAgainSomeAtATimeAndCountedAgainstWhatIsKnown() {
    try (ServicesDatabase database = EmptyServices.open()) {
      database.write(
          tx -> {
            for (int i = 0; i < PAST; i++) {
              decide(tx, i);
            }
            for (int i = 0; i < 100; i++) {
              // The first fifty are dear and fraud, the next fifty are genuine, ten of them dear.
              LabelStore.add(tx, new UUID(1, i), LabelStore.Source.CASE, i < 50, "agent.ana", NOW);
            }
            return true;
          });
      BacktestStore.Backtest begun =
          database.write(
              tx ->
                  BacktestStore.add(
                      tx,
                      UUID.randomUUID(),
                      "[{\"code\":\"dear\",\"expression\":\"amount > 500.0\",\"verdict\":\"review\"}]",
                      Optional.empty(),
                      NOW.minusSeconds(1_000_000),
                      "operator.ana",
                      NOW));
      Backtests backtests = new Backtests(new Rules());
      int rounds = 0;
      while (database.write(backtests::goOn) > 0) {
        rounds++;
      }
      assertThat(rounds).as("a thousand at a time").isEqualTo(3);
      BacktestStore.Backtest done =
          database.read(handle -> BacktestStore.find(handle, begun.id())).orElseThrow();
      assertThat(done.state()).isEqualTo("done");
      assertThat(done.tally().counts())
          .containsEntry("judged", (long) PAST)
          .containsEntry("stopped_fraud", 50L)
          .containsEntry("stopped_genuine", 10L)
          .containsEntry("passed_genuine", 40L)
          .containsEntry("then_passed_fraud", 50L)
          .containsEntry("changed", 60L);
      assertThat(done.tally().precision()).isEqualTo(50.0 / 60);
      assertThat(done.tally().recall()).isEqualTo(1.0);
      assertThat(done.tally().saved().get("USD")).isEqualByComparingTo(new BigDecimal("30000"));
      assertThat(done.tally().lost().get("USD")).isEqualByComparingTo(new BigDecimal("6000"));
      assertThat(done.tally().changed()).hasSize(20);
    }
  }

  private static void decide(org.jdbi.v3.core.Handle tx, int i) {
    double amount = i < 60 ? 600 : 10;
    tx.createUpdate(
            """
            insert into billing.fraud_decision (payment, attempt, person, at, currency, amount,
              verdict, score, reasons, shadow, model, features, control)
            values (:id, 1, :id, :at, 'USD', :amount, 'allow', 0.5, '', '', 'prior',
              :features::jsonb, false)""")
        .bind("id", new UUID(1, i))
        .bind("at", NOW.minusSeconds(60))
        .bind("amount", new BigDecimal(amount))
        .bind("features", new Features(Map.of(Feature.AMOUNT, amount)).json())
        .execute();
  }
}
