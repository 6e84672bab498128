package playhouse.serving.acquisition.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether something may be shown, answered from memory in less than ten microseconds. A change is
 * known at once to the process that made it and within a second to the others.
 */
public interface RightsApi {

  /**
   * What may be done with a title somewhere.
   *
   * @param models that it may be shown by, of those asked for
   * @param greatestHeight most lines of its picture there; empty if it may have any, or none
   * @param grants that allow it
   * @param until first moment at which it must be asked again; empty if nothing changes by itself
   */
  record Availability(
      Verdict verdict,
      List<Model> models,
      Optional<Integer> greatestHeight,
      List<UUID> grants,
      Optional<Instant> until) {

    /** Where no grant has a say. */
    static Availability without(Verdict verdict, int models) {
      return new Availability(
          verdict,
          verdict.yes() ? Model.of(models) : List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty());
    }
  }

  /** Whether a title may be shown there, and if not, why; makes nothing. */
  Verdict verdict(String title, Place place);

  /** The same with all there is to say. */
  Availability at(String title, Place place);

  /**
   * A title that may be shown and will not for long.
   *
   * @param until first moment at which it may not
   */
  record Ending(String title, Instant until) {}

  /**
   * What may be shown there and no longer after so much time, what ends first before; looks at all
   * titles with a grant.
   *
   * @param most how many at most
   */
  List<Ending> ending(Place place, Duration within, int most);

  /** Whether a title may be shown there. */
  default boolean may(String title, Place place) {
    return verdict(title, place).yes();
  }
}
