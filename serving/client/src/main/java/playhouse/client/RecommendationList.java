package playhouse.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as it was served.
 *
 * @param served its id, for feedback
 * @param servedBy the best source that had something to show
 * @param rankedBy what put it in order
 * @param degraded what was left out because it failed or was late; empty if all went as it should
 * @param cold whether nothing is known of the person's taste
 * @param items best first; empty where there are rows
 * @param rows of the first page; empty for other lists
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecommendationList(
    String served,
    String person,
    String surface,
    String servedBy,
    String rankedBy,
    List<String> degraded,
    boolean cold,
    @Nullable String modelVersion,
    List<Item> items,
    List<Row> rows) {

  /** What is not told is empty. */
  public RecommendationList {
    degraded = copy(degraded);
    items = copy(items);
    rows = copy(rows);
  }

  /**
   * A title.
   *
   * @param score comparable within the list only
   * @param reason why it is shown, in English
   * @param reasonZh the same in Chinese
   * @param reasonCode the same for programs
   * @param propensity how likely it was to be put in its place
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Item(
      String title,
      String name,
      String kind,
      double score,
      String reason,
      String reasonZh,
      String reasonCode,
      String source,
      double propensity) {}

  /** A row of the first page. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Row(String id, String title, String titleZh, String source, List<Item> items) {
    /** What is not told is empty. */
    public Row {
      items = copy(items);
    }
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
