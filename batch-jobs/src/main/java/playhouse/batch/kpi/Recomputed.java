package playhouse.batch.kpi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Stored values beside those made again.
 *
 * @param stored each as a line, in order
 * @param again what they were made from gives
 * @param gone why others can no longer be made again, by KPI
 */
public record Recomputed(List<String> stored, List<String> again, NavigableSet<String> gone) {
  /** All that a value says of itself, but for which run made it, and when. */
  private static final List<String> COLUMNS =
      List.of(
          "kpi",
          "measure",
          "zone",
          "grain",
          "day",
          "started",
          "by",
          "numerator",
          "denominator",
          "value",
          "version",
          "filter",
          "cut_off",
          "snapshots");

  private static final int MOST_SHOWN = 20;

  /** Rows as lines that differ if one bit of a number does. */
  static List<String> lines(List<Row> rows) {
    return rows.stream().map(Recomputed::line).sorted().toList();
  }

  private static String line(Row row) {
    List<String> fields = new ArrayList<>();
    COLUMNS.forEach(column -> fields.add(String.valueOf(row.<Object>getAs(column))));
    return String.join("\t", fields);
  }

  /** True if something was stored, all of it could be made again, and to the same bytes. */
  public boolean isSame() {
    return gone.isEmpty() && !stored.isEmpty() && stored.equals(again);
  }

  /** What is stored and did not come out (-), what came out and is not stored (+). */
  public List<String> differences() {
    NavigableSet<String> lost = new TreeSet<>(stored);
    again.forEach(lost::remove);
    NavigableSet<String> come = new TreeSet<>(again);
    stored.forEach(come::remove);
    List<String> differences = new ArrayList<>();
    lost.forEach(line -> differences.add("- " + line));
    come.forEach(line -> differences.add("+ " + line));
    if (differences.isEmpty() && !stored.equals(again)) {
      differences.add("some are there twice");
    }
    return differences;
  }

  /** For people. */
  public String text() {
    List<String> text = new ArrayList<>();
    List<String> differences = differences();
    gone.forEach(why -> text.add("no longer reproducible: " + why));
    differences.stream().limit(MOST_SHOWN).forEach(text::add);
    if (stored.isEmpty()) {
      text.add(gone.isEmpty() ? "no value is stored" : "nothing could be made again");
    } else if (differences.isEmpty()) {
      text.add("%d values, all the same, sha-256 %s".formatted(stored.size(), digest(stored)));
    } else {
      text.add("%d values, %d differences".formatted(stored.size(), differences.size()));
    }
    return String.join("\n", text);
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("values", stored.size());
    fields.put("same", isSame());
    fields.put("stored", digest(stored));
    fields.put("again", digest(again));
    fields.put("differences", differences());
    fields.put("noLongerReproducible", gone);
    return fields;
  }

  private static String digest(List<String> lines) {
    try {
      byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
