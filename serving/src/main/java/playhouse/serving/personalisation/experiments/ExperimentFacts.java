package playhouse.serving.personalisation.experiments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ExperimentArm;
import playhouse.contracts.facts.ExperimentConcluded;
import playhouse.contracts.facts.ExperimentCount;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.ExperimentSrmDetected;
import playhouse.contracts.facts.ExperimentStarted;
import playhouse.contracts.facts.Recommendation;
import playhouse.models.experiment.Effect;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of experiments. */
final class ExperimentFacts {
  private ExperimentFacts() {}

  static void started(Handle tx, Design design, Instant at) {
    Recommendation.Builder fact = fact("started/" + design.key(), "experiment.started", at);
    fact.setExperimentStarted(
        ExperimentStarted.newBuilder()
            .setExperiment(design.key())
            .setLayer(design.layer())
            .setArms(
                design.arms().stream()
                    .map(arm -> new ExperimentArm(arm.variant(), arm.weight()))
                    .toList())
            .setWindowHours(design.windowHours())
            .setMetric(design.metric())
            .setAlpha(design.alpha().doubleValue())
            .build());
    Outbox.add(tx, Experiments.SYSTEM, fact.build());
  }

  static void mismatched(Handle tx, String key, double p, Map<String, Long> exposed, Instant at) {
    Recommendation.Builder fact = fact("srm/" + key, "experiment.srm_detected", at);
    List<ExperimentCount> counts = new ArrayList<>();
    exposed.forEach((variant, people) -> counts.add(new ExperimentCount(variant, people)));
    fact.setExperimentSrmDetected(
        ExperimentSrmDetected.newBuilder().setExperiment(key).setP(p).setCounts(counts).build());
    Outbox.add(tx, Experiments.SYSTEM, fact.build());
  }

  static void ended(Handle tx, String key, Ending ending, Instant at) {
    Recommendation.Builder fact = fact("concluded/" + key, "experiment.concluded", at);
    Optional<Effect> effect = ending.effect();
    fact.setExperimentConcluded(
        ExperimentConcluded.newBuilder()
            .setExperiment(key)
            .setVariant(ending.variant())
            .setReason(ending.reason())
            .setMetric(ending.metric())
            .setDifference(effect.map(Effect::difference).orElse(null))
            .setLow(effect.map(Effect::low).orElse(null))
            .setHigh(effect.map(Effect::high).orElse(null))
            .build());
    Outbox.add(tx, Experiments.SYSTEM, fact.build());
  }

  /** People were exposed: one fact for each of them, experiment and day, however often told. */
  static void exposed(Handle tx, List<Exposures.Exposure> some) {
    List<SpecificRecordBase> facts = new ArrayList<>();
    for (Exposures.Exposure one : some) {
      String id = "exposed/" + one.experiment() + "/" + one.person() + "/" + one.day();
      Recommendation.Builder fact = fact(id, "experiment.exposed", one.at(), one.person());
      fact.setExperimentExposed(
          ExperimentExposed.newBuilder()
              .setExperiment(one.experiment())
              .setVariant(one.variant())
              .setWindowHours(one.windowHours())
              .setSlices(one.slices())
              .build());
      facts.add(fact.build());
    }
    Outbox.add(tx, Experiments.SYSTEM, facts);
  }

  private static Recommendation.Builder fact(String about, String type, Instant at) {
    return fact(about, type, at, null);
  }

  private static Recommendation.Builder fact(
      String about, String type, Instant at, @Nullable UUID person) {
    return Recommendation.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("experiment/" + about)
                .setSource("/serving")
                .setPerson(person)
                .setOccurred(at)
                .setSent(at)
                .setReceived(at)
                .build())
        .setType(type);
  }
}
