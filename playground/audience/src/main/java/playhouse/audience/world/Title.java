package playhouse.audience.world;

import java.util.List;

/**
 * A title of the catalogue.
 *
 * @param index place in the catalogue
 * @param id its id in events
 * @param kind what it is
 * @param name its name
 * @param genre main genre
 * @param secondGenre another genre, or the same
 * @param runtimeMillis runtime in media milliseconds; 0 for a series
 * @param releasedDay epoch day from which it can be played
 * @param year year of release
 * @param language BCP 47 tag of the original
 * @param synopsis what it is about
 * @param cast who made it, each {@code name|role}
 * @param series catalogue index of its series, or -1
 * @param season from 1, or 0
 * @param episode from 1, or 0
 * @param minimumAge years of age from which it is suitable
 * @param exclusive true if only this platform has it
 */
public record Title(
    int index,
    String id,
    Kind kind,
    String name,
    int genre,
    int secondGenre,
    long runtimeMillis,
    int releasedDay,
    int year,
    String language,
    String synopsis,
    List<String> cast,
    int series,
    int season,
    int episode,
    int minimumAge,
    boolean exclusive) {}
