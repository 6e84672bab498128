package playhouse.models.valuation.hours;

import java.util.ArrayList;
import java.util.List;

/**
 * Stretches of weeks of titles, with what they came to: what hours are learnt from.
 *
 * @param weeks how long they are
 * @param known how many weeks are known
 */
record Windows(Columns columns, int weeks, int known) {
  private static final int MOST = 4;

  /** Some weeks of a title with what they came to; window 1 is the newest. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Example(TitleFacts facts, int window, double[] row, double hours) {}

  /** Each title once: its first weeks where they are known, else its last. */
  List<Example> byProperties(List<TitleWeeks> titles) {
    List<Example> examples = new ArrayList<>();
    for (TitleWeeks title : titles) {
      int age = title.ageWeeks();
      boolean debut = age < known;
      if (age + 1 >= weeks && known >= weeks) {
        int from = debut ? age + 1 - weeks : 0;
        examples.add(
            new Example(
                title.facts(),
                1,
                columns.properties(title.facts(), debut),
                title.hours(from, from + weeks)));
      }
    }
    return examples;
  }

  /** Windows one before another, of each title that had a week behind it. */
  List<Example> byHistory(List<TitleWeeks> titles) {
    List<Example> examples = new ArrayList<>();
    for (TitleWeeks title : titles) {
      for (int window = 1; window <= MOST && window * weeks < known; window++) {
        TitleWeeks before = title.ago(window * weeks);
        if (before.ageWeeks() >= 1) {
          double hours = title.hours((window - 1) * weeks, window * weeks);
          examples.add(new Example(title.facts(), window, columns.history(before), hours));
        }
      }
    }
    return examples;
  }
}
