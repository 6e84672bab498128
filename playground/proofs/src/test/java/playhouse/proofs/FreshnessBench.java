package playhouse.proofs;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import playhouse.local.access.Role;
import playhouse.testbed.Bench;

/**
 * How long after it was sent an event is in a live KPI, and in an answer of SQL, while the audience
 * sends more and more: {@code [--json] [EVENTS_PER_SECOND]}. Without a rate, each next one is twice
 * the last until a limit is missed or the audience does not get that many through. Ends 1 if the
 * limits do not hold at the rate asked for, or at the lowest.
 */
public final class FreshnessBench {
  private static final double MOST_LIVE_P99_MILLIS = 2_000;
  private static final double MOST_LAKE_P95_MILLIS = 10_000;
  private static final int LOWEST = 250;
  private static final int HIGHEST = 20_000;

  /** A house that has run for a while has its queries compiled, those of SQL too. */
  private static final Duration RUNNING_IN = Duration.ofMinutes(4);

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration SPAN = Duration.ofSeconds(60);
  private static final double SHARE_SENT = 0.9;

  private final Bench bench;
  private final RunningStack stack = RunningStack.inFreshHome();

  private FreshnessBench(Bench bench) {
    this.bench = bench;
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("freshness", arguments);
    new FreshnessBench(bench).run();
    System.exit(bench.status());
  }

  /** What was seen at one rate. */
  private record Step(double sent, Probes.Lags lags) {
    double live() {
      return Probes.Lags.millis(lags.live(), 0.99);
    }

    double lake() {
      return Probes.Lags.millis(lags.lake(), 0.95);
    }

    boolean holds() {
      return live() <= MOST_LIVE_P99_MILLIS && lake() <= MOST_LAKE_P95_MILLIS;
    }
  }

  private void run() throws SQLException, IOException, InterruptedException {
    try (stack) {
      stack.launch().must("up");
      stack.launch().must("sql", "SELECT 1");
      try (Connection sql = stack.connect(Role.SERVICE)) {
        // The queries of the live KPIs are being planned while the house is up already.
        probes("first").send(Duration.ofSeconds(1), sql);
        int asked = bench.number(0);
        at(LOWEST, RUNNING_IN, "running in", sql);
        Step best = measured(asked > 0 ? asked : LOWEST, sql);
        for (int rate = 2 * LOWEST; asked == 0 && best.holds() && rate <= HIGHEST; rate *= 2) {
          Step next = measured(rate, sql);
          if (!next.holds() || next.sent() < SHARE_SENT * rate) {
            break;
          }
          best = next;
        }
        String at = String.format(Locale.ROOT, " at %.0f events/s", best.sent());
        bench.atMost("live KPI, p99" + at, best.live(), "ms", MOST_LIVE_P99_MILLIS);
        bench.atMost("SQL over the lake, p95" + at, best.lake(), "ms", MOST_LAKE_P95_MILLIS);
      }
    }
  }

  private Step measured(int rate, Connection sql) throws IOException, InterruptedException {
    return at(rate, SPAN, Integer.toString(rate), sql);
  }

  /** Probes for so long, once the audience sends at its rate. */
  private Step at(int rate, Duration span, String name, Connection sql)
      throws IOException, InterruptedException {
    Process audience = audience(rate, WARM_UP.plus(span).plusMinutes(1));
    try {
      if (audience.waitFor(WARM_UP.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the audience ended " + audience.exitValue());
      }
      long before = stack.accepted();
      long began = System.nanoTime();
      Probes.Lags lags = probes(name.replace(' ', '-')).send(span, sql);
      double seconds = (System.nanoTime() - began) / 1e9;
      Step step = new Step((stack.accepted() - before) / seconds, lags);
      System.err.printf(
          Locale.ROOT,
          "%s: %.0f events/s sent: live p50 %.0f ms, p99 %.0f ms; lake p50 %.0f ms, p95 %.0f ms%n",
          name,
          step.sent(),
          Probes.Lags.millis(lags.live(), 0.5),
          step.live(),
          Probes.Lags.millis(lags.lake(), 0.5),
          step.lake());
      return step;
    } finally {
      audience.destroy();
      audience.waitFor();
    }
  }

  private Probes probes(String name) {
    return new Probes(stack, stack.kafka(), name);
  }

  private Process audience(int rate, Duration time) throws IOException {
    ProcessBuilder builder =
        stack.process(
            "-Xmx768m",
            "playhouse.audience.Main",
            "live",
            "--people",
            "5000",
            "--rate",
            Integer.toString(rate),
            "--minutes",
            Long.toString(time.toMinutes() + 1));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
