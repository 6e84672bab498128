package playhouse.local.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;

/**
 * {@code ./playhouse verify}: a proof in a house of its own; ends 0 if it holds, 1 if it does not,
 * 4 if it could not be brought to its end.
 */
public final class VerifyVerb {
  private static final String USAGE =
      "./playhouse verify NAME [--json] [--seed S] [--quick] [--sabotage X] | --list";
  private static final int FAULTS_SHOWN = 20;
  private final House house;
  private final Progress progress;
  private final PrintStream out;

  public VerifyVerb(House house, Progress progress, PrintStream out) {
    this.house = house;
    this.progress = progress;
    this.out = out;
  }

  /** The answer is the exit code. */
  public int run(List<String> arguments) {
    if (arguments.equals(List.of("--list"))) {
      Proofs.ALL.forEach(proof -> out.printf("%-22s %s%n", proof.name(), proof.purpose()));
      return 0;
    }
    Request request = Request.parse(arguments);
    Apart apart = new Apart(house);
    if (!apart.here()) {
      return apart.run("verify", arguments, request.proof().settings());
    }
    Proof proof = request.proof();
    List<Check> checks =
        brought(
            proof,
            new Proof.Trial(house, progress, request.quick(), request.seed(), request.sabotage()));
    boolean holds = checks.stream().allMatch(check -> check.failed() == 0);
    if (request.json()) {
      out.println(json(request, checks, holds));
    } else {
      tell(proof, checks, holds);
    }
    return holds ? 0 : LocalFailure.FAILED;
  }

  /** What it found; whatever it is that could not be says nothing of what was to be proved. */
  static List<Check> brought(Proof proof, Proof.Trial trial) {
    try {
      return proof.run(trial);
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trial.progress().say(trace.toString().strip());
      throw new LocalFailure(
          LocalFailure.UNPROVED,
          proof.name() + " could not be brought to its end: " + e.getMessage());
    }
  }

  private void tell(Proof proof, List<Check> checks, boolean holds) {
    for (Check check : checks) {
      check.notes().stream()
          .limit(FAULTS_SHOWN)
          .forEach(note -> out.println("  " + check.name() + ": " + note));
      check.faults().stream()
          .limit(FAULTS_SHOWN)
          .forEach(fault -> out.println("  " + check.name() + ": " + fault));
      out.printf("%-28s %,9d values, %,d differ%n", check.name(), check.count(), check.failed());
    }
    out.println(proof.name() + (holds ? " holds" : " DOES NOT HOLD"));
  }

  private static String json(Request request, List<Check> checks, boolean holds) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", request.proof().name());
    answer.put("seed", request.seed());
    answer.put("holds", holds);
    answer.put("checks", checks);
    answer.put("sabotages", request.proof().sabotages());
    try {
      return new ObjectMapper().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was asked for. */
  private record Request(
      Proof proof, boolean json, boolean quick, long seed, Optional<String> sabotage) {

    static Request parse(List<String> arguments) {
      Optional<Proof> proof =
          Proofs.ALL.stream()
              .filter(known -> !arguments.isEmpty() && known.name().equals(arguments.get(0)))
              .findFirst();
      if (proof.isEmpty()) {
        List<String> names = Proofs.ALL.stream().map(Proof::name).toList();
        throw misunderstood("there are the proofs " + String.join(", ", names));
      }
      boolean json = false;
      boolean quick = false;
      long seed = 1;
      Optional<String> sabotage = Optional.empty();
      for (int i = 1; i < arguments.size(); i++) {
        boolean followed = i + 1 < arguments.size();
        switch (arguments.get(i)) {
          case "--json" -> json = true;
          case "--quick" -> quick = true;
          case "--seed" -> seed = seed(followed ? arguments.get(++i) : "");
          case "--sabotage" ->
              sabotage = Optional.of(sabotage(proof.get(), followed ? arguments.get(++i) : ""));
          default -> throw misunderstood("'" + arguments.get(i) + "' is not understood");
        }
      }
      return new Request(proof.get(), json, quick, seed, sabotage);
    }

    private static long seed(String text) {
      if (!text.matches("\\d{1,18}")) {
        throw misunderstood("--seed is a whole number, not '" + text + "'");
      }
      return Long.parseLong(text);
    }

    private static String sabotage(Proof proof, String name) {
      if (!proof.sabotages().contains(name)) {
        throw misunderstood("its sabotages are " + String.join(", ", proof.sabotages()));
      }
      return name;
    }

    private static LocalFailure misunderstood(String why) {
      return new LocalFailure(LocalFailure.USAGE, why + ": " + USAGE);
    }
  }
}
