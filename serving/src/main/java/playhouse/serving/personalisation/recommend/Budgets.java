package playhouse.serving.personalisation.recommend;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long each stage of a recommendation may take.
 *
 * @param stages all of them
 */
public record Budgets(Map<Stage, Duration> stages) {

  /** The stages, in their order. */
  public enum Stage {
    /** What is known of the person. */
    HYDRATE,
    /** All sources together. */
    CANDIDATES,
    /** What may be shown; never left out. */
    FILTER,
    /** What each is worth. */
    SCORE,
    /** Which are shown, and in which order. */
    SELECT;

    /** As it is called in metrics and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For all of them. */
  public Budgets {
    stages = Map.copyOf(stages);
  }

  /**
   * Reads such as {@code hydrate=5,candidates=25,filter=10,score=10,select=10}, in milliseconds.
   *
   * @throws IllegalArgumentException if a stage is missing, unknown, or has no positive number
   */
  public static Budgets of(String text) {
    Map<Stage, Duration> read = new EnumMap<>(Stage.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      try {
        Stage stage = Stage.valueOf(part.substring(0, equals).strip().toUpperCase(Locale.ROOT));
        Duration limit = Duration.ofMillis(Long.parseLong(part.substring(equals + 1).strip()));
        if (limit.isNegative() || limit.isZero()) {
          throw new IllegalArgumentException("not positive");
        }
        read.put(stage, limit);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("a budget is STAGE=MILLISECONDS, not " + part, e);
      }
    }
    if (read.size() != Stage.values().length) {
      throw new IllegalArgumentException(
          "budgets are for "
              + Arrays.stream(Stage.values()).map(Stage::text).collect(Collectors.joining(", ")));
    }
    return new Budgets(read);
  }

  Duration of(Stage stage) {
    return stages.getOrDefault(stage, Duration.ZERO);
  }

  /** All stages together up to the end of that one. */
  Duration until(Stage last) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.compareTo(last) <= 0)
        .map(this::of)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
