package playhouse.serving.personalisation.experiments;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.experiment.Metric;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.models.experiment.Effect;
import playhouse.models.experiment.Guardrail;
import playhouse.models.experiment.SampleRatio;
import playhouse.serving.personalisation.experiments.readout.Readout;
import playhouse.serving.personalisation.experiments.readout.Statistics;
import playhouse.serving.platform.store.Audit;

/**
 * Looks at what runs, as often as it likes: that is what intervals that always hold are for. It
 * sounds the alarm, ends what does harm, and ends what has shown what it was to show.
 */
final class Watch {
  private static final String WHO = "experiments";

  private final Statistics statistics;
  private final Clock clock;

  Watch(Statistics statistics, Clock clock) {
    this.statistics = statistics;
    this.clock = clock;
  }

  /** How many were ended, or whose alarm sounded. */
  int look(Handle tx) {
    int done = 0;
    for (Experiment known : ExperimentStore.all(tx)) {
      if (known.state() == Experiment.State.RUNNING) {
        Experiment one = Experiments.lock(tx, known.key());
        done += one.state() == Experiment.State.RUNNING && look(tx, one) ? 1 : 0;
      }
    }
    return done;
  }

  private boolean look(Handle tx, Experiment one) {
    Map<String, Map<String, ExperimentStatistics>> all = statistics.of(one.key());
    // Only everybody decides: slices are for people to look at.
    Map<String, Map<String, ExperimentStatistics>> everybody =
        Map.of(Readout.ALL, all.getOrDefault(Readout.ALL, Map.of()));
    Readout readout = Readout.of(one.design().plan(), everybody);
    boolean alarm = alarm(tx, one, readout);
    Optional<Ending> ending = harm(one.design(), everybody);
    // Of whom too few came to one side nothing is concluded but that something is broken.
    boolean trusted = one.srm().isEmpty() && !alarm;
    if (ending.isEmpty() && trusted && one.design().automatic()) {
      ending = shown(one.design(), readout);
    }
    ending.ifPresent(how -> end(tx, one, how));
    return alarm || ending.isPresent();
  }

  private boolean alarm(Handle tx, Experiment one, Readout readout) {
    Optional<SampleRatio> shares = readout.shares().filter(SampleRatio::alarm);
    if (one.srm().isPresent() || shares.isEmpty()) {
      return false;
    }
    ExperimentStore.mismatched(tx, one.key(), now());
    ExperimentFacts.mismatched(tx, one.key(), shares.get().p(), readout.exposed(), now());
    note(tx, one, "srm_detected");
    return true;
  }

  private static Optional<Ending> harm(
      Design design, Map<String, Map<String, ExperimentStatistics>> everybody) {
    for (Design.Rail rail : design.guardrails()) {
      boolean moreIsBetter = Metric.named(rail.metric()).map(Metric::moreIsBetter).orElse(true);
      Guardrail guardrail = new Guardrail(moreIsBetter, rail.tolerance().doubleValue());
      Readout readout = Readout.of(design.plan(rail), everybody);
      for (Design.Arm arm : treatments(design)) {
        Optional<Effect> effect = readout.effect(rail.metric(), arm.variant());
        if (effect.filter(guardrail::broken).isPresent()) {
          return Optional.of(Ending.harm(design, rail.metric(), effect.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The best that is surely better; the control if all others are surely worse. */
  private static Optional<Ending> shown(Design design, Readout readout) {
    boolean enough =
        readout.closed().values().stream().allMatch(people -> people >= design.minimumPeople());
    if (!enough) {
      return Optional.empty();
    }
    record Beside(String variant, Effect effect) {}
    List<Beside> all =
        treatments(design).stream()
            .flatMap(
                arm ->
                    readout.effect(design.metric(), arm.variant()).stream()
                        .map(effect -> new Beside(arm.variant(), effect)))
            .toList();
    double sign = Metric.named(design.metric()).map(Metric::moreIsBetter).orElse(true) ? 1 : -1;
    Optional<Beside> best =
        all.stream()
            .filter(one -> one.effect().conclusive() && sign * one.effect().difference() > 0)
            .max(Comparator.comparingDouble(one -> sign * one.effect().difference()));
    if (best.isPresent()) {
      return best.map(one -> Ending.effect(design, one.variant(), one.effect()));
    }
    boolean allWorse =
        all.size() == design.arms().size() - 1
            && all.stream()
                .allMatch(one -> one.effect().conclusive() && sign * one.effect().difference() < 0);
    return allWorse
        ? Optional.of(Ending.effect(design, design.control(), all.get(0).effect()))
        : Optional.empty();
  }

  private static List<Design.Arm> treatments(Design design) {
    return design.arms().subList(1, design.arms().size());
  }

  private void end(Handle tx, Experiment one, Ending ending) {
    Experiments.end(tx, one, ending, now());
    note(tx, one, ending.state().text() + " by " + ending.reason());
  }

  private void note(Handle tx, Experiment one, String what) {
    Audit.add(tx, new Audit.Entry(now(), WHO, "system", what, "/v1/experiments/" + one.key(), WHO));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
