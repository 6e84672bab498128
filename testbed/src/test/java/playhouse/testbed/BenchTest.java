package playhouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void aFigureIsToldWithItsLimitAndTheRatioOfBoth() {
    Bench bench = bench();
    bench.atLeast("events taken in", 24_000, "events/s/core", 20_000);
    bench.atMost("p99 of a batch", 53, "ms", 1_000);
    bench.atLeast("share", 0.625, "", 0.5);
    assertThat(lines())
        .containsExactly(
            "door, events taken in: 24,000.00 events/s/core, limit at least 20,000.00, ratio 1.20,"
                + " holds: true",
            "door, p99 of a batch: 53.00 ms, limit at most 1,000.00, ratio 0.05, holds: true",
            "door, share: 0.63, limit at least 0.50, ratio 1.25, holds: true");
    assertThat(bench.status()).isZero();
  }

  @Test
  void forProgramsEachFigureIsALineOfJson() {
    Bench bench = bench("--json");
    bench.atMost("p99", 50, "ms", 50);
    assertThat(lines())
        .containsExactly(
            "{\"name\":\"door\",\"what\":\"p99\",\"figure\":50.000,\"unit\":\"ms\","
                + "\"bound\":\"at most\",\"limit\":50.000,\"ratio\":1.000,\"holds\":true}");
  }

  @Test
  void oneMissedLimitIsEnoughToEndWith1() {
    Bench bench = bench();
    bench.atLeast("low", 1, "", 2);
    bench.atLeast("high", 3, "", 2);
    assertThat(bench.status()).isEqualTo(1);
    Bench slow = bench();
    slow.atMost("slow", 3, "s", 2);
    assertThat(slow.status()).isEqualTo(1);
  }

  @Test
  void whatItIsAskedForBesidesJsonIsItsOwn() {
    assertThat(bench("--json", "300").number(8)).isEqualTo(300);
    assertThat(bench("--json").number(8)).isEqualTo(8);
    assertThat(bench("9", "--json", "--profile", "f").arguments())
        .containsExactly("9", "--profile", "f");
  }

  private Bench bench(String... arguments) {
    return new Bench(new PrintStream(told, true, StandardCharsets.UTF_8), "door", arguments);
  }

  private List<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
