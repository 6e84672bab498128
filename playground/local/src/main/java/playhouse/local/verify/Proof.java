package playhouse.local.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;

/** Something that is said of the house, and can be shown to hold or not. */
public interface Proof {
  /** As {@code ./playhouse verify} is asked for it. */
  String name();

  /** What is shown, in a line. */
  String purpose();

  /** Ways to break the house that it must notice. */
  List<String> sabotages();

  /** What its house is set to besides. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Looks, in a house of its own in which nothing runs yet. */
  List<Check> run(Trial trial);

  /**
   * How a proof is run.
   *
   * @param house in which nothing was before
   * @param quick a small world, in minutes
   * @param seed of its world
   * @param sabotage what is broken on purpose
   */
  record Trial(
      House house, Progress progress, boolean quick, long seed, Optional<String> sabotage) {
    /** True if that is broken. */
    public boolean breaks(String name) {
      return sabotage.equals(Optional.of(name));
    }
  }
}
