package playhouse.contracts;

import static playhouse.contracts.Rejected.Reason.OCCURRED_OUT_OF_RANGE;
import static playhouse.contracts.Rejected.Reason.SEMANTIC_VIOLATION;
import static playhouse.contracts.Rejected.Reason.UNKNOWN_TYPE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import playhouse.contracts.facts.Envelope;

/** What a well-formed event must also satisfy to make sense: pure, the same at every door. */
public final class Validation {

  /** Earliest moment that an event may tell of. */
  public static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  /** How far a producer's clock may run ahead of ours. */
  public static final Duration AHEAD = Duration.ofMinutes(10);

  /** Most characters that an id, a source, a title or a play may have. */
  public static final int LONGEST_NAME = 512;

  private Validation() {}

  /** Everything wrong with the fact; empty if it may pass. */
  public static List<Violation> check(Fact fact) {
    Optional<IndexedRecord> body = fact.body();
    if (body.isEmpty()) {
      return List.of(
          new Violation(
              UNKNOWN_TYPE,
              "type: \"" + fact.type() + "\" is not filled in or not of " + fact.family().topic()));
    }
    List<Violation> violations = new ArrayList<>();
    envelope(fact.envelope(), violations);
    if (filledBodies(fact) > 1) {
      violations.add(
          new Violation(SEMANTIC_VIOLATION, "type: more than one body beside " + fact.type()));
    }
    FieldRules.check(fact.type(), body.get(), violations);
    return violations;
  }

  /** Whether an event that happened then may be taken in now. */
  public static boolean occurredInRange(Instant occurred, Instant received) {
    return !occurred.isBefore(EARLIEST) && !occurred.isAfter(received.plus(AHEAD));
  }

  private static void envelope(Envelope envelope, List<Violation> violations) {
    named("id", envelope.getId(), violations);
    named("source", envelope.getSource(), violations);
    if (!occurredInRange(envelope.getOccurred(), envelope.getReceived())) {
      violations.add(
          new Violation(
              OCCURRED_OUT_OF_RANGE,
              "time: %s is not between %s and 10 minutes after %s"
                  .formatted(envelope.getOccurred(), EARLIEST, envelope.getReceived())));
    }
    String country = envelope.getCountry();
    if (country != null && !twoCapitals(country)) {
      violations.add(
          new Violation(SEMANTIC_VIOLATION, "country: \"" + country + "\" is not two capitals"));
    }
  }

  private static boolean twoCapitals(String text) {
    return text.length() == 2 && capital(text.charAt(0)) && capital(text.charAt(1));
  }

  private static boolean capital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static void named(String field, String value, List<Violation> violations) {
    if (value.isBlank() || value.length() > LONGEST_NAME) {
      violations.add(
          new Violation(
              SEMANTIC_VIOLATION, field + ": must have 1 to " + LONGEST_NAME + " characters"));
    }
  }

  /** Envelope and type stand first in a family's record; every field behind them is a body. */
  private static int filledBodies(Fact fact) {
    int filled = 0;
    int fields = fact.record().getSchema().getFields().size();
    for (int position = 2; position < fields; position++) {
      filled += fact.record().get(position) != null ? 1 : 0;
    }
    return filled;
  }
}
