package playhouse.local.verify.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import playhouse.contracts.Family;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.Recommendation;
import playhouse.local.demo.TopicState;
import playhouse.local.process.Await;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof.Trial;

/** People who are asked about, in two experiments that know nothing of each other. */
final class Everybody {
  private static final List<String> FLAGS = List.of("here", "there");

  /** Of a table of two by two this is passed once in ten thousand. */
  private static final double MOST_CHI = 15.14;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Trial trial;
  private final Laboratory laboratory;
  private final List<UUID> people = new ArrayList<>();
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> after = new HashMap<>();

  Everybody(Trial trial, Laboratory laboratory) {
    this.trial = trial;
    this.laboratory = laboratory;
    Random random = new Random(trial.seed());
    for (int person = 0; person < (trial.quick() ? 300 : 2_000); person++) {
      people.add(new UUID(random.nextLong(), random.nextLong()));
    }
  }

  /** Begins both, and asks what everybody gets. */
  void ask() {
    FLAGS.forEach(flag -> laboratory.design(flag, flag, 1_000));
    if (trial.breaks(Experiments.SAME_SALT)) {
      laboratory.alter("update personalisation.experiment set salt = 'the same'");
    }
    FLAGS.forEach(laboratory::begin);
    ask(before);
  }

  /** Asks again, of a serving that knows nothing of what it answered. */
  void restart(Stack stack) {
    if (trial.breaks(Experiments.DEALT_AGAIN)) {
      laboratory.alter("update personalisation.experiment set salt = salt || 'again'");
    }
    stack.down();
    stack.up();
    ask(after);
  }

  private void ask(Map<String, String> told) {
    for (UUID person : people) {
      JsonNode answer =
          laboratory.send(
              Role.SERVICE,
              "POST",
              "/ofrep/v1/evaluate/flags",
              "{\"context\":{\"targetingKey\":\"" + person + "\"}}");
      for (JsonNode flag : answer.path("flags")) {
        if (FLAGS.contains(flag.path("key").asText())) {
          told.put(
              person + " " + flag.path("key").asText(),
              flag.path("variant").asText() + " " + flag.path("reason").asText());
        }
      }
    }
  }

  List<Check> checks() {
    return List.of(stays(), independent(), exposures());
  }

  private Check stays() {
    List<String> moved = new ArrayList<>();
    for (UUID person : people) {
      for (String flag : FLAGS) {
        String name = person + " " + flag;
        String was = before.getOrDefault(name, "nothing");
        if (!was.endsWith("SPLIT") || !was.equals(after.get(name))) {
          moved.add(name + ": " + was + ", then " + after.get(name));
        }
      }
    }
    return Check.of("variants over a restart", (long) people.size() * FLAGS.size(), moved);
  }

  private Check independent() {
    double[][] cells = new double[2][2];
    for (UUID person : people) {
      cells[isOther(person, FLAGS.get(0))][isOther(person, FLAGS.get(1))]++;
    }
    double n = people.size();
    double chi = 0;
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        double expected =
            (cells[row][0] + cells[row][1]) * (cells[0][column] + cells[1][column]) / n;
        chi += Math.pow(cells[row][column] - expected, 2) / Math.max(expected, 1e-9);
      }
    }
    return Check.of(
        "two layers know nothing of each other",
        people.size(),
        chi <= MOST_CHI ? List.of() : List.of("chi-square is " + chi));
  }

  private int isOther(UUID person, String flag) {
    return before.getOrDefault(person + " " + flag, "").startsWith("other") ? 1 : 0;
  }

  /** Everybody was asked about twice, by two processes: each is exposed once by its id. */
  private Check exposures() {
    List<String> faults = new ArrayList<>();
    Await.until(LIMIT, () -> ids().size() >= people.size() * FLAGS.size());
    Map<String, Set<String>> ids = ids();
    for (UUID person : people) {
      for (String flag : FLAGS) {
        Set<String> told = ids.getOrDefault(person + " " + flag, Set.of());
        if (told.isEmpty() || told.size() > days(ids)) {
          faults.add(person + " in " + flag + " was told of as " + told);
        }
      }
    }
    return Check.of("exposures", (long) people.size() * FLAGS.size(), faults);
  }

  /** One a day: a proof may run over midnight. */
  private static int days(Map<String, Set<String>> ids) {
    Set<String> days = new HashSet<>();
    ids.values().forEach(told -> told.forEach(id -> days.add(id.substring(id.length() - 10))));
    return days.size();
  }

  private Map<String, Set<String>> ids() {
    Map<String, Set<String>> ids = new HashMap<>();
    new TopicState(trial.house().settings().get(Setting.KAFKA), Family.RECOMMENDATION.topic())
        .read(
            record -> {
              Recommendation fact = Wire.decode(Recommendation.class, record.value());
              ExperimentExposed exposed = fact.getExperimentExposed();
              if (exposed != null) {
                ids.computeIfAbsent(
                        fact.getEnvelope().getPerson() + " " + exposed.getExperiment(),
                        unused -> new HashSet<>())
                    .add(fact.getEnvelope().getId());
              }
            });
    return ids;
  }
}
