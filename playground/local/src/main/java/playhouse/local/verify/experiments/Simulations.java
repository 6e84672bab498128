package playhouse.local.verify.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import playhouse.contracts.Role;
import playhouse.local.process.Await;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof.Trial;

/** Many experiments at once, each a metric of a slice, whose people come while serving is asked. */
final class Simulations {
  private static final double ALPHA = 0.05;
  private static final double POWER = 0.8;
  private static final double NORMAL_95 = 1.959964;
  private static final int METRICS = 15;
  private static final int FIRST = 100;
  private static final int EACH = 1_000;

  private final Trial trial;
  private final Laboratory laboratory;
  private final Random random;
  private final int slices;
  private final int looks;

  Simulations(Trial trial, Laboratory laboratory) {
    this.trial = trial;
    this.laboratory = laboratory;
    random = new Random(trial.seed());
    slices = trial.quick() ? 68 : 680;
    looks = trial.quick() ? 12 : 45;
  }

  /** Both arms are the same: what is found is wrong. */
  Check nothing() {
    Set<String> found = found("nothing", 1, slices, EACH, looks);
    int tests = slices * METRICS;
    trial.progress().say("  of " + tests + " tests of nothing " + found.size() + " found some");
    // Chance alone makes that a little more, three deviations of it.
    double most = ALPHA * tests + 3 * Math.sqrt(ALPHA * (1 - ALPHA) * tests);
    return Check.of(
        "tests of nothing",
        tests,
        found.size() <= most ? List.of() : List.of(found.size() + " of them found something"));
  }

  /** One arm is better by a fifth, and serving says how many people that takes. */
  Check lift() {
    JsonNode size =
        laboratory.send(
            Role.OPERATOR,
            "POST",
            "/v1/sample-sizes",
            "{\"mean\":1,\"deviation\":1,\"lift\":0.2,\"alpha\":%s,\"power\":%s}"
                .formatted(ALPHA, POWER));
    int people = size.path("sequential").asInt();
    int tests = 20 * METRICS;
    Set<String> found = found("something", 1.2, 20, people, looks);
    trial.progress().say("  of " + tests + " lifts " + found.size() + " were found");
    double least = POWER * tests - 3 * Math.sqrt(POWER * (1 - POWER) * tests);
    return Check.of(
        "known lifts",
        tests,
        found.size() >= least ? List.of() : List.of("only " + found.size() + " were found"));
  }

  /** Of two experiments one loses every seventh of an arm's people. */
  List<Check> lost() {
    laboratory.design("even", "even", EACH);
    laboratory.design("uneven", "uneven", EACH);
    laboratory.begin("even");
    laboratory.begin("uneven");
    if (trial.breaks(Experiments.SRM_OFF)) {
      laboratory.alter(
          "create rule deaf as on update to personalisation.experiment"
              + " where new.srm is not null and old.srm is null do instead nothing");
    }
    for (String experiment : List.of("even", "uneven")) {
      Arm control = new Arm(experiment, "control", "all", 1, 1);
      Arm other = new Arm(experiment, "other", "all", 1, 1);
      control.come(5_000, random);
      other.come(experiment.equals("even") ? 5_050 : 4_300, random);
      laboratory.tell(control.told());
      laboratory.tell(other.told());
    }
    laboratory.flush();
    for (String experiment : List.of("even", "uneven")) {
      laboratory.await(
          "/v1/experiments/" + experiment + "/readout",
          answer -> answer.path("exposed").path("control").asLong() == 5_000);
    }
    boolean alarm =
        Await.until(
            Duration.ofSeconds(30), () -> laboratory.get("/v1/experiments/uneven").has("srm"));
    boolean falseAlarm = laboratory.get("/v1/experiments/even").has("srm");
    return List.of(
        Check.of("lost people", 1, alarm ? List.of() : List.of("nobody missed them")),
        Check.of("nobody lost", 1, falseAlarm ? List.of("some are said to be") : List.of()));
  }

  /** Which of them ever seemed to be different, at so many looks while people come. */
  private Set<String> found(String experiment, double mean, int count, int people, int times) {
    laboratory.design(experiment, experiment, people);
    laboratory.begin(experiment);
    List<Arm[]> pairs = new ArrayList<>();
    for (int slice = 0; slice < count; slice++) {
      String name = slice == 0 ? "all" : "slice=" + slice;
      pairs.add(
          new Arm[] {
            new Arm(experiment, "control", name, 1, METRICS),
            new Arm(experiment, "other", name, mean, METRICS)
          });
    }
    Set<String> found = new TreeSet<>();
    int there = 0;
    for (int look = 0; look < times; look++) {
      int wanted = FIRST + (people - FIRST) * look / (times - 1);
      come(pairs, wanted - there);
      there = wanted;
      found.addAll(look(experiment, pairs, wanted));
    }
    return found;
  }

  private void come(List<Arm[]> pairs, int more) {
    for (Arm[] pair : pairs) {
      for (Arm arm : pair) {
        arm.come(more, random);
        laboratory.tell(arm.told());
      }
    }
    laboratory.flush();
  }

  private Set<String> look(String experiment, List<Arm[]> pairs, int each) {
    int lines = pairs.size() * METRICS;
    JsonNode readout =
        laboratory.await(
            "/v1/experiments/" + experiment + "/readout", answer -> newest(answer, each) == lines);
    Set<String> found = new TreeSet<>();
    if (trial.breaks(Experiments.FIXED_HORIZON)) {
      for (int slice = 0; slice < pairs.size(); slice++) {
        for (int metric = 0; metric < METRICS; metric++) {
          Arm control = pairs.get(slice)[0];
          Arm other = pairs.get(slice)[1];
          double error = Math.sqrt(control.error(metric) + other.error(metric));
          if (Math.abs(other.mean(metric) - control.mean(metric)) > NORMAL_95 * error) {
            found.add(slice + "/" + metric);
          }
        }
      }
      return found;
    }
    for (JsonNode line : readout.path("effects")) {
      if (line.path("conclusive").asBoolean()) {
        found.add(line.path("slice").asText() + "/" + line.path("metric").asText());
      }
    }
    return found;
  }

  /** Lines that are of all people who came. */
  private static int newest(JsonNode readout, int each) {
    int lines = 0;
    for (JsonNode line : readout.path("effects")) {
      boolean plain = line.path("method").asText().equals("mean");
      lines += plain && line.path("people").asLong() == 2L * each ? 1 : 0;
    }
    return lines;
  }
}
