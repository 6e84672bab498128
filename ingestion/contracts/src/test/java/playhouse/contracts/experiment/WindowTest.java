package playhouse.contracts.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int METRICS = Metric.values().length;

  /** Two hours from the hundredth on. */
  private final Window window = new Window(100, 2);

  private final Map<Long, double[]> hours = new HashMap<>();

  @Test
  void whatIsDoneInTheWindowCountsAndWhatWasDoneInTheTwoWeeksBeforeGoesWithIt() {
    add(99, Amount.PLAYED_SECONDS, 7);
    add(100, Amount.PLAYED_SECONDS, 30);
    add(101, Amount.PLAYED_SECONDS, 12);
    add(102, Amount.PLAYED_SECONDS, 99);
    add(100 - Window.BEFORE_HOURS - 1, Amount.PLAYED_SECONDS, 1_000);
    assertThat(outcome(Metric.TIME_SPENT)).isEqualTo(42);
    assertThat(beside(Metric.TIME_SPENT)).isEqualTo(7);
  }

  @Test
  void aShareIsYesOrNoHoweverMuchItWas() {
    add(100, Amount.PAYMENTS, 3);
    assertThat(outcome(Metric.CONVERSION)).isEqualTo(1);
    assertThat(beside(Metric.CONVERSION)).isZero();
    assertThat(outcome(Metric.CRASHED)).isZero();
  }

  @Test
  void aRatioBringsItsDenominatorOfTheSameTime() {
    add(99, Amount.PLAYS, 50);
    add(100, Amount.PLAYS, 4);
    add(101, Amount.FAILED, 1);
    assertThat(outcome(Metric.ERROR_RATE)).isEqualTo(1);
    assertThat(beside(Metric.ERROR_RATE)).isEqualTo(4);
  }

  @Test
  void whoSawNoFirstFrameHasNoStartUpTime() {
    assertThat(outcome(Metric.STARTUP_TIME_P95)).isNaN();
    add(100, Amount.FRAMES, 2);
    add(100, Amount.STARTUP_SECONDS, 3);
    assertThat(outcome(Metric.STARTUP_TIME_P95)).isEqualTo(1.5);
  }

  @Test
  void aStateFromBeforeAnAmountWasCountedIsShorterAndStillRead() {
    hours.put(100L, new double[] {5});
    assertThat(outcome(Metric.PLAYS)).isEqualTo(5);
  }

  @Test
  void aWindowIsOverWithItsLastHourAndConcernsNothingElse() {
    assertThat(window.endMillis()).isEqualTo(102 * 3_600_000L);
    assertThat(window.concerns(101)).isTrue();
    assertThat(window.concerns(102)).isFalse();
    assertThat(window.concerns(100 - Window.BEFORE_HOURS)).isTrue();
    assertThat(window.concerns(100 - Window.BEFORE_HOURS - 1)).isFalse();
    assertThat(Window.hourOf(-1)).isEqualTo(-1);
  }

  private void add(long hour, Amount amount, double value) {
    Amount.add(
        hours.computeIfAbsent(hour, unused -> Amount.none()), new Amount.Part(amount, value));
  }

  private double outcome(Metric metric) {
    return window.counted(hours.entrySet())[place(metric)];
  }

  private double beside(Metric metric) {
    return window.counted(hours.entrySet())[METRICS + place(metric)];
  }

  private static int place(Metric metric) {
    return java.util.List.of(Metric.values()).indexOf(metric);
  }
}
