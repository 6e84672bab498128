package playhouse.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of several people.
 *
 * @param items one for each who was named, in that order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BulkLists(List<One> items) {
  /**
   * One person's.
   *
   * @param list null if there is a problem
   * @param problem what is wrong with how they were named; null if nothing is
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record One(String person, @Nullable RecommendationList list, @Nullable String problem) {}
}
