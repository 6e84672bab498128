package playhouse.serving.personalisation.candidates;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What may be watched: implemented by whoever knows of licences. */
public interface Availability {
  /** Where nobody knows of licences, whatever the catalogue offers may be watched. */
  Availability WHATEVER_IS_OFFERED =
      new Availability() {
        @Override
        public Predicate<String> toWatch(Ask ask) {
          return title -> true;
        }

        @Override
        public List<Leaving> leaving(Ask ask) {
          return List.of();
        }
      };

  /**
   * Whether the person of the ask may watch a title, by its id, now, where they are, on their
   * device; asked of each candidate, and of the chosen once more before they are shown.
   */
  Predicate<String> toWatch(Ask ask);

  /** What they may watch now and will not for long, what goes first before. */
  List<Leaving> leaving(Ask ask);

  /**
   * A title that will be gone.
   *
   * @param until first moment at which it is
   */
  record Leaving(String title, Instant until) {}
}
