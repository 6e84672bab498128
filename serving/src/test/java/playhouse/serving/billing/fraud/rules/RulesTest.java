package playhouse.serving.billing.fraud.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

class RulesTest {
  private final Rules rules = new Rules();
  private final Features dear = new Features(Map.of(Feature.AMOUNT, 900.0));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "amount >",
        "amont > 5.0",
        "amount + 1.0",
        "amount > 5",
        "amount > 'much'",
        "1 / 0 > amount",
        "((((((((((((((((((((((((((((((((((((((((((((((((((true))))))))))))))))))))))))))))))))))))))))))))))))))",
      })
  void whatIsNoRuleIsRefusedWhenItIsWritten(String expression) {
    assertThatThrownBy(() -> rules.check(expression))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("expression");
  }

  @Test
  void theGravestOfTheLiveOnesHoldsAndTheShadowOnesAreOnlyNoted() {
    Rules.Said said =
        rules.ask(
            List.of(
                rule("dear", "amount > 500.0", Verdict.REVIEW, Rule.Mode.LIVE),
                rule("any", "amount > 0.0", Verdict.CHALLENGE, Rule.Mode.LIVE),
                rule("off", "amount > 0.0", Verdict.DENY, Rule.Mode.OFF),
                rule("tried", "amount > 0.0", Verdict.DENY, Rule.Mode.SHADOW),
                rule("broken", "amont > 0.0", Verdict.DENY, Rule.Mode.LIVE)),
            dear);
    assertThat(said)
        .isEqualTo(new Rules.Said(Verdict.REVIEW, List.of("dear", "any"), List.of("tried")));
  }

  @Test
  void theRulesThatComeWithTheHouseAreRules() {
    try (ServicesDatabase database = EmptyServices.open()) {
      List<Rule> all = database.read(RuleStore::newest);
      assertThat(all).hasSize(4).allMatch(rule -> rule.mode() == Rule.Mode.LIVE);
      all.forEach(rule -> rules.check(rule.expression()));
      database.write(
          tx ->
              RuleStore.add(
                  tx, rule("near-known-fraud", "amount > 1.0", Verdict.DENY, Rule.Mode.SHADOW)));
      List<Rule> newest = database.read(RuleStore::newest);
      assertThat(newest)
          .hasSize(4)
          .filteredOn(rule -> rule.code().equals("near-known-fraud"))
          .extracting(Rule::mode)
          .containsExactly(Rule.Mode.SHADOW);
      assertThatThrownBy(
              () -> database.write(tx -> tx.execute("update billing.fraud_rule set mode = 'off'")))
          .hasStackTraceContaining("stays");
    }
  }

  private static Rule rule(String code, String expression, Verdict verdict, Rule.Mode mode) {
    return new Rule(0, code, expression, verdict, mode, "test", Instant.EPOCH);
  }
}
