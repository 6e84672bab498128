package playhouse.serving.advertising.openrtb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.breaks.FilledBreak;
import playhouse.serving.advertising.breaks.Wanted;
import playhouse.serving.platform.Meters;

class InTimeTest {
  private static final long MILLI = 1_000_000;
  private static final List<Wanted> TWO = List.of(wanted(), wanted());

  private final List<String> held = new ArrayList<>();
  private final List<String> back = new ArrayList<>();
  private final List<Duration> limits = new ArrayList<>();
  private long now;

  @Test
  void whatIsThereInTimeIsKept() {
    List<InTime.Filled> filled = inTime(Runnable::run).fill(TWO, 50 * MILLI);
    assertThat(filled).extracting(InTime.Filled::number).containsExactly(0, 1);
    assertThat(held).containsExactly("b0", "b1");
    assertThat(back).isEmpty();
  }

  @Test
  void eachHasOnlyTheTimeThatThoseBeforeItLeft() {
    inTime(Runnable::run).fill(TWO, 50 * MILLI);
    assertThat(limits).containsExactly(Duration.ofMillis(50), Duration.ofMillis(40));
  }

  @Test
  void whatComesTooLateIsGivenBackThoughNobodyTakesMoreWork() {
    Queue<Runnable> one = new ArrayDeque<>();
    Executor full =
        task -> {
          if (!one.isEmpty()) {
            throw new RejectedExecutionException("full");
          }
          one.add(task);
        };
    InTime inTime = inTime(full);
    assertThat(inTime.fill(TWO, MILLI)).isEmpty();
    assertThat(inTime.fill(TWO, MILLI)).as("refused by the workers").isEmpty();
    one.element().run();
    assertThat(held).containsExactly("b0", "b1");
    assertThat(back).containsExactlyElementsOf(held);
  }

  @Test
  void whatWasHeldBeforeOneFailedIsGivenBack() {
    assertThatThrownBy(() -> inTime(Runnable::run).fill(List.of(wanted(), broken()), 50 * MILLI))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no ledger");
    assertThat(held).containsExactly("b0");
    assertThat(back).containsExactly("b0");
  }

  @Test
  void withoutTimeNothingIsBegun() {
    now = 50 * MILLI;
    assertThat(inTime(Runnable::run).fill(TWO, 50 * MILLI)).isEmpty();
    assertThat(held).isEmpty();
  }

  /** Each break takes ten milliseconds of a clock that does not go on by itself. */
  private InTime inTime(Executor workers) {
    return new InTime(
        wanted -> {
          if (!wanted.held()) {
            throw new IllegalStateException("no ledger");
          }
          limits.add(wanted.limit());
          now += 10 * MILLI;
          held.add("b" + held.size());
          return List.of(filled(held.get(held.size() - 1)));
        },
        part -> back.add(part.request()),
        workers,
        () -> now,
        new Meters());
  }

  private static FilledBreak filled(String request) {
    return new FilledBreak(
        request, Optional.empty(), CurrencyUnit.USD, List.of(), List.of(), Instant.EPOCH);
  }

  private static Wanted wanted() {
    return new Wanted(List.of(), Optional.empty(), Wanted.LIMIT, true, false);
  }

  private static Wanted broken() {
    return new Wanted(List.of(), Optional.empty(), Wanted.LIMIT, false, false);
  }
}
