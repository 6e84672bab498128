package playhouse.serving.advertising.orders;

import java.util.List;

/** All that may run, from memory, as of a second ago at most. */
public interface Flights {
  /**
   * Flights at one moment.
   *
   * @param version greater after each change
   */
  record All(long version, List<Flight> flights) {}

  /** As they are now; the same object until something changes. */
  All now();
}
