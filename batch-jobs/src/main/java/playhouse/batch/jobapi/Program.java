package playhouse.batch.jobapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import playhouse.batch.Arguments;
import playhouse.batch.Job;
import playhouse.batch.Jobs;

/** What an order's {@code file} can name, and the words that start it. */
enum Program {
  /** {@code ./playhouse run}: jobs by name, a night, or values made again. */
  RUN("playhouse:run") {
    @Override
    void check(List<String> args) {
      Arguments understood = Arguments.parse(args.toArray(String[]::new));
      Optional<String> unknown =
          understood.words().stream().filter(word -> !jobs().contains(word)).findFirst();
      if (unknown.isPresent() || understood.list()) {
        throw Refused.bad(
            "there is no job "
                + unknown.orElse("--list")
                + "; there are "
                + String.join(", ", jobs()));
      }
    }

    /** What it did is wanted as JSON, whatever was asked. */
    @Override
    List<String> words(List<String> args) {
      List<String> words = new ArrayList<>(List.of("run"));
      words.addAll(args);
      if (!args.contains("--json")) {
        words.add("--json");
      }
      return words;
    }
  },

  /** {@code ./playhouse retrain}: a model learned, judged, and let serve if it is better. */
  RETRAIN("playhouse:retrain") {
    @Override
    void check(List<String> args) {
      if (args.isEmpty() || !args.get(0).matches("[a-z][a-z0-9-]*")) {
        throw Refused.bad("args begins with the name of a model, such as recommender");
      }
    }

    @Override
    List<String> words(List<String> args) {
      List<String> words = new ArrayList<>(List.of("retrain"));
      words.addAll(args);
      return words;
    }
  };

  private static final List<String> TOGETHER = List.of("nightly", "core", "recompute");

  private final String file;

  Program(String file) {
    this.file = file;
  }

  /** Refuses what cannot be understood. */
  abstract void check(List<String> args);

  /** What the launcher is given. */
  abstract List<String> words(List<String> args);

  /**
   * Refuses an order that names nothing we have.
   *
   * @throws Refused 400, with the names of what there is
   */
  static void check(String file, List<String> args) {
    try {
      of(file).check(args);
    } catch (IllegalArgumentException e) {
      throw Refused.bad(String.valueOf(e.getMessage()));
    }
  }

  /** The words that start an order. */
  static List<String> words(String file, List<String> args) {
    return of(file).words(args);
  }

  private static Program of(String file) {
    for (Program program : values()) {
      if (program.file.equals(file)) {
        return program;
      }
    }
    throw Refused.bad(
        "file is "
            + List.of(values()).stream().map(p -> p.file).collect(Collectors.joining(" or "))
            + ", not '"
            + file
            + "'; jobs of playhouse:run are "
            + String.join(", ", jobs()));
  }

  private static List<String> jobs() {
    List<String> names = new ArrayList<>(Jobs.all().inOrder().stream().map(Job::name).toList());
    names.addAll(TOGETHER);
    return names;
  }
}
