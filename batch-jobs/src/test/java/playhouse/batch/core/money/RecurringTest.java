package playhouse.batch.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person's subscriptions bring, step by step. */
class RecurringTest {
  private static final long PRICE = 30;

  private final Recurring recurring = new Recurring();

  @Test
  void what_rests_brings_nothing_until_it_goes_on() {
    recurring.take(
        List.of(
            started("s", 1),
            step("s", "paid", 1),
            step("s", "paused", 5),
            step("s", "resumed", 9),
            step("s", "paid", 10)));
    assertThat(recurring.changes())
        .containsExactly(
            change(1, "new", 0, PRICE),
            new Recurring.Change(5, "churn", Optional.of(true), PRICE, 0),
            change(9, "reactivation", 0, PRICE));
    assertThat(recurring.intervals())
        .extracting(Recurring.Interval::state, Recurring.Interval::mrrMicros)
        .containsExactly(tuple("paid", PRICE), tuple("paused", 0L), tuple("paid", PRICE));
  }

  @Test
  void who_has_another_subscription_brings_less_while_one_rests() {
    recurring.take(
        List.of(
            started("a", 1),
            step("a", "paid", 1),
            started("b", 2),
            step("b", "paid", 2),
            step("b", "paused", 5),
            step("b", "resumed", 9)));
    assertThat(recurring.changes())
        .containsExactly(
            change(1, "new", 0, PRICE),
            change(2, "expansion", PRICE, 2 * PRICE),
            change(5, "contraction", 2 * PRICE, PRICE),
            change(9, "expansion", PRICE, 2 * PRICE));
  }

  @Test
  void what_ends_while_it_rests_is_not_lost_twice() {
    recurring.take(
        List.of(
            started("s", 1), step("s", "paid", 1), step("s", "paused", 5), step("s", "ended", 9)));
    assertThat(recurring.changes()).hasSize(2);
    assertThat(recurring.intervals())
        .extracting(Recurring.Interval::state, Recurring.Interval::endedBy)
        .containsExactly(
            tuple("paid", Optional.of("pause")), tuple("paused", Optional.of("involuntary")));
  }

  @Test
  void who_rests_after_a_trial_brings_nothing_before_they_pay() {
    recurring.take(
        List.of(
            new Recurring.Step(
                "s", "started", 1, Optional.of("basic"), Optional.of(PRICE), true, false),
            step("s", "paused", 5),
            step("s", "resumed", 9),
            step("s", "paid", 10)));
    assertThat(recurring.changes()).containsExactly(change(10, "new", 0, PRICE));
    assertThat(recurring.intervals())
        .extracting(Recurring.Interval::state)
        .containsExactly("trial", "paused", "unpaid", "paid");
  }

  @Test
  void what_goes_on_and_never_rested_stays_as_it_is() {
    recurring.take(
        List.of(
            started("s", 1), step("s", "paid", 1), step("s", "resumed", 5), step("t", "paid", 6)));
    assertThat(recurring.changes()).containsExactly(change(1, "new", 0, PRICE));
  }

  @Test
  void what_is_paid_late_does_not_wake_what_rests() {
    recurring.take(
        List.of(
            started("s", 1),
            step("s", "paused", 5),
            step("s", "paid", 6),
            step("s", "resumed", 9)));
    assertThat(recurring.changes()).containsExactly(change(9, "new", 0, PRICE));
  }

  private static Recurring.Change change(long at, String kind, long before, long after) {
    return new Recurring.Change(at, kind, Optional.empty(), before, after);
  }

  private static Recurring.Step started(String subscription, long at) {
    return new Recurring.Step(
        subscription, "started", at, Optional.of("basic"), Optional.of(PRICE), false, false);
  }

  private static Recurring.Step step(String subscription, String kind, long at) {
    return new Recurring.Step(
        subscription, kind, at, Optional.empty(), Optional.empty(), false, false);
  }
}
