package playhouse.batch.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import playhouse.contracts.facts.DriftDetected;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ModelBacktested;
import playhouse.contracts.facts.ModelPromoted;
import playhouse.contracts.facts.Platform;

/** What is told of models. A fact about a day has the day in its id, and is the same told again. */
public final class ModelFacts {
  private static final String SOURCE = "/batch";

  private ModelFacts() {}

  /** A version serves from now on. */
  static Platform promoted(String model, String version, Instant now) {
    return fact("promoted/" + model + "/" + version + "/" + now.toEpochMilli(), now)
        .setType("model.promoted")
        .setModelPromoted(new ModelPromoted(model, version))
        .build();
  }

  /**
   * What was foretold was held against what came.
   *
   * @param day up to whose end it was judged
   */
  public static Platform backtested(LocalDate day, ModelBacktested found) {
    String about =
        String.join(
            "/",
            found.getModel(),
            found.getVersion(),
            found.getSubject(),
            found.getMeasure(),
            day.toString());
    return fact("backtested/" + about, midnight(day))
        .setType("model.backtested")
        .setModelBacktested(found)
        .build();
  }

  /**
   * An alarm.
   *
   * @param day of which it is
   */
  public static Platform drifted(LocalDate day, DriftDetected found) {
    String about =
        String.join(
            "/",
            found.getModel(),
            found.getVersion(),
            found.getMeasure(),
            found.getSubject(),
            day.toString());
    return fact("drift/" + about, midnight(day))
        .setType("drift.detected")
        .setDriftDetected(found)
        .build();
  }

  private static Platform.Builder fact(String id, Instant occurred) {
    return Platform.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(id)
                .setSource(SOURCE)
                .setOccurred(occurred)
                .setSent(occurred)
                .setReceived(occurred)
                .build());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
