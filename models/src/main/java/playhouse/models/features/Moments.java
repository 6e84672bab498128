package playhouse.models.features;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments that a model learns from and is examined on.
 *
 * @param training moments whose outcomes were all known before the examination's moment
 * @param holdout the latest moment whose outcome is known
 */
public record Moments(List<Instant> training, Instant holdout) {
  private static final Duration STEP = Duration.ofDays(7);
  private static final int MOST = 8;

  /** What has to be known of people before they are learnt from. */
  public static final Duration RUN_UP = Duration.ofDays(14);

  /**
   * The moments of a history.
   *
   * @param first day of it
   * @param end its end: what comes later is not known yet
   * @param horizon how long an outcome takes
   * @throws TooLittle if it is too short
   */
  public static Moments of(LocalDate first, Instant end, Duration horizon) {
    Instant holdout = end.minus(horizon);
    Instant earliest = first.atStartOfDay().toInstant(ZoneOffset.UTC).plus(RUN_UP);
    List<Instant> training = new ArrayList<>();
    for (Instant at = holdout.minus(horizon);
        !at.isBefore(earliest) && training.size() < MOST;
        at = at.minus(STEP)) {
      training.add(at);
    }
    if (training.isEmpty()) {
      long needed = RUN_UP.plus(horizon).plus(horizon).toDays();
      long there = Duration.between(first.atStartOfDay().toInstant(ZoneOffset.UTC), end).toDays();
      throw new TooLittle(
          "the history is too short to learn from: "
              + needed
              + " days are needed (a run-up of "
              + RUN_UP.toDays()
              + ", then the outcomes to learn and those to examine), and there are "
              + Math.max(0, there)
              + "; wait for more, or bring in what was before with ./playhouse import");
    }
    return new Moments(List.copyOf(training), holdout);
  }

  /** Microseconds since 1970. */
  public static long micros(Instant at) {
    return Math.addExact(at.getEpochSecond() * 1_000_000, at.getNano() / 1000);
  }

  /** Microseconds. */
  public static long micros(Duration length) {
    return length.toNanos() / 1000;
  }

  /** There is too little to learn from; the message says what is missing. */
  public static final class TooLittle extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooLittle(String message) {
      super(message);
    }
  }
}
