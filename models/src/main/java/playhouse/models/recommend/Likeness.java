package playhouse.models.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How alike titles are: the cosine of who took them within one stretch of their history. */
final class Likeness {
  /** Draws rare titles to "not alike": two people are no proof. */
  private static final double DOUBT = 10;

  /** Titles further apart than this in a history say nothing of each other. */
  private static final int REACH = 50;

  private final Histories histories;
  private final int[] counts;
  private final int[] rowStarts;
  private final int[] rows;
  private final int[] people;

  Likeness(Histories histories, int[] counts) {
    this.histories = histories;
    this.counts = counts;
    this.rowStarts = new int[counts.length + 1];
    for (int title = 0; title < counts.length; title++) {
      rowStarts[title + 1] = rowStarts[title] + counts[title];
    }
    this.rows = new int[histories.rows()];
    this.people = new int[histories.rows()];
    int[] next = Arrays.copyOf(rowStarts, counts.length);
    for (int person = 0; person < histories.people(); person++) {
      for (int row = histories.start(person); row < histories.end(person); row++) {
        int place = next[histories.title(row)]++;
        rows[place] = row;
        people[place] = person;
      }
    }
  }

  /** Each title's most alike titles. */
  Links links(int keep) {
    LinksBuilder links = new LinksBuilder(counts.length, keep);
    int chunk = 256;
    IntStream.range(0, (counts.length + chunk - 1) / chunk)
        .parallel()
        .forEach(c -> addRows(c * chunk, Math.min(counts.length, (c + 1) * chunk), links));
    return links.build();
  }

  private void addRows(int from, int to, LinksBuilder links) {
    float[] together = new float[counts.length];
    int[] touched = new int[counts.length];
    float[] values = new float[counts.length];
    for (int title = from; title < to; title++) {
      int count = countTogether(title, together, touched);
      Arrays.sort(touched, 0, count);
      for (int i = 0; i < count; i++) {
        int other = touched[i];
        double scale = Math.sqrt((double) counts[title] * counts[other]) + DOUBT;
        values[i] = (float) (together[other] / scale);
        together[other] = 0;
      }
      links.row(title, touched, values, count);
    }
  }

  private int countTogether(int title, float[] together, int[] touched) {
    int count = 0;
    for (int i = rowStarts[title]; i < rowStarts[title + 1]; i++) {
      int from = Math.max(histories.start(people[i]), rows[i] - REACH);
      int to = Math.min(histories.end(people[i]), rows[i] + REACH + 1);
      for (int row = from; row < to; row++) {
        int other = histories.title(row);
        if (other != title) {
          if (together[other] == 0) {
            touched[count++] = other;
          }
          together[other] += 1;
        }
      }
    }
    return count;
  }
}
