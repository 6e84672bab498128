package playhouse.serving.personalisation.titles;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.TitleUpserted;

/**
 * What ranking wants of a title, at hand without decoding.
 *
 * @param kind film, series, episode, track, podcast or artist
 * @param genreBits one bit for each genre; two genres may share one
 * @param people names of those who made it, most important first
 * @param series it belongs to; empty if to none
 * @param minimumAge years of age from which it is suitable; -1 if nobody said
 * @param saidMicros when the catalogue last spoke of it, in microseconds since 1970 UTC
 */
public record TitleCard(
    String title,
    String name,
    String kind,
    List<String> genres,
    long genreBits,
    List<String> people,
    String series,
    int season,
    int episode,
    int minimumAge,
    int releasedYear,
    long runtimeMillis,
    long saidMicros) {
  private static final int MOST_PEOPLE = 8;

  static TitleCard of(Instant occurred, TitleUpserted title) {
    List<String> genres = title.getGenres().stream().map(String::intern).toList();
    return new TitleCard(
        title.getTitle(),
        title.getName(),
        title.getKind().intern(),
        genres,
        bits(genres),
        title.getCredits().stream().map(Credit::getName).distinct().limit(MOST_PEOPLE).toList(),
        Optional.ofNullable(title.getSeries()).map(String::intern).orElse(""),
        Optional.ofNullable(title.getSeason()).orElse(0),
        Optional.ofNullable(title.getEpisode()).orElse(0),
        Optional.ofNullable(title.getMinimumAge()).orElse(-1),
        Optional.ofNullable(title.getReleasedYear()).orElse(0),
        Optional.ofNullable(title.getRuntimeMillis()).orElse(0L),
        ChronoUnit.MICROS.between(Instant.EPOCH, occurred));
  }

  /** Whether it may be shown to somebody for whom titles are suitable up to that age. */
  public boolean suits(int mostAge) {
    return minimumAge >= 0 && minimumAge <= mostAge;
  }

  /** How alike two are by genre and series, 0 to 1. */
  public double likeness(TitleCard other) {
    if (!series.isEmpty() && series.equals(other.series)) {
      return 1;
    }
    long all = genreBits | other.genreBits;
    return all == 0 ? 0 : (double) Long.bitCount(genreBits & other.genreBits) / Long.bitCount(all);
  }

  private static long bits(List<String> genres) {
    long bits = 0;
    for (String genre : genres) {
      // The top bits of a spread hash: neighbours in the alphabet must not share theirs.
      bits |= 1L << ((genre.hashCode() * 0x9E3779B9) >>> 26);
    }
    return bits;
  }
}
