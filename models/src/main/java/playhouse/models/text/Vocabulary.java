package playhouse.models.text;

import java.util.Arrays;
import java.util.List;
import playhouse.models.linear.SparseRows;

/**
 * The pieces that enough texts have, with how rare each is (TF-IDF): a text becomes a row of (1 +
 * log of how often) × (1 + log of texts per text with it), of length 1.
 */
public final class Vocabulary {
  private final Grams grams;

  /** Sorted; a piece's place is its column. */
  private final long[] pieces;

  private final float[] rarity;

  private Vocabulary(Grams grams, long[] pieces, float[] rarity) {
    this.grams = grams;
    this.pieces = pieces;
    this.rarity = rarity;
  }

  /** Learns the pieces that at least so many texts have. */
  public static Vocabulary learn(List<String> texts, Grams grams, int fewest) {
    Pieces all = new Pieces();
    for (String text : texts) {
      long[] own = pieces(text, grams);
      for (int at = 0; at < own.length; at++) {
        if (at == 0 || own[at] != own[at - 1]) {
          all.add(own[at]);
        }
      }
    }
    long[] sorted = all.sorted();
    long[] kept = new long[sorted.length];
    float[] rarity = new float[sorted.length];
    int size = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      if (to - from >= fewest) {
        kept[size] = sorted[from];
        rarity[size++] = (float) (1 + Math.log((1.0 + texts.size()) / (1.0 + to - from)));
      }
    }
    return new Vocabulary(grams, Arrays.copyOf(kept, size), Arrays.copyOf(rarity, size));
  }

  public int size() {
    return pieces.length;
  }

  /** A row for each text; pieces that were not learnt are passed over. */
  public SparseRows rows(List<String> texts) {
    SparseRows.Builder rows = new SparseRows.Builder(pieces.length);
    for (String text : texts) {
      add(pieces(text, grams), rows);
    }
    return rows.build();
  }

  private void add(long[] own, SparseRows.Builder rows) {
    int[] columns = new int[own.length];
    float[] values = new float[own.length];
    int size = 0;
    double squares = 0;
    for (int from = 0, to; from < own.length; from = to) {
      to = from + 1;
      while (to < own.length && own[to] == own[from]) {
        to++;
      }
      int column = Arrays.binarySearch(pieces, own[from]);
      if (column >= 0) {
        columns[size] = column;
        values[size] = (float) (1 + Math.log(to - from)) * rarity[column];
        squares += (double) values[size] * values[size];
        size++;
      }
    }
    float length = (float) Math.sqrt(squares);
    for (int at = 0; at < size; at++) {
      rows.add(columns[at], values[at] / length);
    }
    rows.end();
  }

  private static long[] pieces(String text, Grams grams) {
    Pieces own = new Pieces();
    grams.of(text, own::add);
    return own.sorted();
  }

  /** A growing list of pieces. */
  private static final class Pieces {
    private long[] all = new long[256];
    private int size;

    void add(long piece) {
      if (size == all.length) {
        all = Arrays.copyOf(all, size * 2);
      }
      all[size++] = piece;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(all, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
