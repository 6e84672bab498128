package playhouse.collector.imports;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.contracts.Fact;
import playhouse.contracts.Rejected;

/**
 * Lines that say how a user rates a title: columns {@code user}, {@code item}, and where the file
 * has them {@code score} and {@code seconds} since 1970.
 *
 * <p>Without a time all happened at {@link Dataset#UNTOLD}. Two identical lines are one event.
 */
record RatingLines(Dataset dataset, TextFormat text, Columns columns, String scale)
    implements LineFormat {

  static final String STARS = "stars5";
  static final String PLAYS = "plays";

  private static final int LONGEST_NUMBER = 24;

  /** Whole digits of a number of seconds whose microseconds may fit 64 bits. */
  private static final int MOST_SECONDS_DIGITS = 13;

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    List<String> fields = text.split(line);
    columns.check(fields);
    String user = columns.get(fields, "user");
    String item = columns.get(fields, "item");
    Optional<Double> score = columns.has("score") ? Optional.of(score(fields)) : Optional.empty();
    Instant occurred = columns.has("seconds") ? moment(columns, fields) : Dataset.UNTOLD;
    String kept = score.isPresent() ? scale : "order";
    facts.accept(
        Fact.of(dataset.rating(user, item, Dataset.mark(line.bytes()), occurred, score, kept)));
  }

  private double score(List<String> fields) {
    double score = number("score", columns.get(fields, "score")).doubleValue();
    boolean sane = scale.equals(STARS) ? score >= 0.5 && score <= 5 : score >= 0 && score < 1e15;
    if (!sane) {
      throw new Refusal(
          Rejected.Reason.SEMANTIC_VIOLATION, "score: " + score + " is not on the scale " + scale);
    }
    return score;
  }

  /** The moment in the column {@code seconds}, to the microsecond. */
  static Instant moment(Columns columns, List<String> fields) {
    BigDecimal seconds = number("time", columns.get(fields, "seconds"));
    // Writing 1e300000000 out in full would take minutes and the heap.
    boolean sane =
        seconds.precision() - (long) seconds.scale() <= MOST_SECONDS_DIGITS
            && seconds.scale() <= LONGEST_NUMBER;
    if (!sane) {
      throw Refusal.malformed("time: " + seconds + " is out of range");
    }
    try {
      long micros = seconds.movePointRight(6).toBigInteger().longValueExact();
      return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
    } catch (ArithmeticException e) {
      throw Refusal.malformed("time: " + seconds + " is out of range");
    }
  }

  static BigDecimal number(String name, String text) {
    try {
      if (text.length() <= LONGEST_NUMBER) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Told below, like one that is too long.
    }
    throw Refusal.malformed(name + ": \"" + text + "\" is not a number");
  }
}
