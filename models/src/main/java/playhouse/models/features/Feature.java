package playhouse.models.features;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One number told of a person, defined here and nowhere else: the lake and the live fold ask the
 * same function.
 *
 * @param name as models and tables call it
 * @param meaning in a sentence, with the unit
 * @param sources kinds of facts that it reads
 * @param window how far it looks back; empty if to the beginning
 * @param reading from a life and a moment; it may read nothing later than the moment
 */
public record Feature(
    String name, String meaning, Set<Kind> sources, Optional<Duration> window, Reading reading) {

  /** Of whom all features tell. */
  public static final String ENTITY = "person";

  /** A pure function of a life up to a moment. */
  @FunctionalInterface
  public interface Reading {
    /** NaN where there is nothing to tell. */
    double of(Life life, long atMicros);
  }

  /** The number at a moment, as learners take it. */
  public float at(Life life, long atMicros) {
    return (float) reading.of(life, atMicros);
  }
}
