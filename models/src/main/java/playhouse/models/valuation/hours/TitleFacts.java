package playhouse.models.valuation.hours;

import java.util.List;

/**
 * What is known of a title before anybody has watched it.
 *
 * @param kind film, series, episode, track, podcast or artist
 * @param people who made it
 * @param releasedYear 0 if not known
 * @param runtimeMillis 0 if not known
 * @param language BCP 47; empty if not known
 * @param minimumAge years; 0 for everybody
 */
public record TitleFacts(
    String title,
    String kind,
    List<String> genres,
    List<String> people,
    int releasedYear,
    long runtimeMillis,
    String language,
    int minimumAge,
    boolean exclusive) {

  /** With lists that nobody changes. */
  public TitleFacts {
    genres = List.copyOf(genres);
    people = List.copyOf(people);
  }
}
