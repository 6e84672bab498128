package playhouse.serving.advertising.orders;

import java.util.Set;

/**
 * Whom and what it is for. Of each set that is not empty one must fit; what is excluded must not.
 *
 * @param countries ISO 3166-1 alpha-2
 * @param devices tv, web, ios, android, console or other
 * @param placements pre-roll, mid-roll, post-roll or display
 * @param titles that it is shown in
 * @param tags of title or moment, as {@code TagsApi} names them ({@code iab:…} or ours)
 * @param segments of people, as {@code SegmentsApi} names them
 * @param lookalikes segments whose likes it is shown to as well
 * @param notTitles that it is not shown in
 * @param notTags that it is not shown beside
 * @param notSegments whose people do not see it
 * @param byContextToo true if a person of whom nothing is known is reached by tags alone
 */
public record Targeting(
    Set<String> countries,
    Set<String> devices,
    Set<String> placements,
    Set<String> titles,
    Set<String> tags,
    Set<String> segments,
    Set<String> lookalikes,
    Set<String> notTitles,
    Set<String> notTags,
    Set<String> notSegments,
    boolean byContextToo) {

  /** For everybody, everywhere. */
  public static Targeting everybody() {
    return new Targeting(
        Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
        Set.of(), true);
  }

  /** Whether it goes by who somebody is. */
  public boolean byPerson() {
    return !segments.isEmpty() || !lookalikes.isEmpty() || !notSegments.isEmpty();
  }
}
