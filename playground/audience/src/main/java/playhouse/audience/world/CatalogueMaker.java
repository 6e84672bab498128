package playhouse.audience.world;

import java.util.ArrayList;
import java.util.List;

/** Invents the titles of a catalogue. */
final class CatalogueMaker {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final int EPISODES = 8;

  private final long seed;
  private final int firstDay;
  private final List<Title> titles = new ArrayList<>();

  CatalogueMaker(long seed, int firstDay) {
    this.seed = seed;
    this.firstDay = firstDay;
  }

  List<Title> make(int size) {
    int series = Math.max(Genre.SCREEN.size(), size * 3 / 10 / EPISODES);
    for (int i = 0; i < Math.max(Genre.SCREEN.size(), size / 4); i++) {
      single(Kind.FILM, i);
    }
    for (int i = 0; i < series; i++) {
      series(i);
    }
    for (int i = 0; i < Math.max(Genre.MUSIC.size() * 2, size * 3 / 10); i++) {
      single(Kind.TRACK, i);
    }
    for (int i = 0; i < Math.max(Genre.TALK.size(), size * 15 / 100); i++) {
      single(Kind.PODCAST, i);
    }
    return titles;
  }

  private void single(Kind kind, int number) {
    Chance chance = Chance.of(seed, Chance.Purpose.CATALOGUE, kind.word().hashCode(), number);
    int genre = Genre.first(kind) + number % Genre.count(kind);
    // The first of each genre is there from the beginning, so that there is always a choice.
    boolean early = number < Genre.count(kind) || chance.hit(0.85);
    int day = early ? firstDay : firstDay + chance.between(1, 400);
    add(kind, kind.word() + "-" + (number + 1), genre, runtime(kind, number, chance), day, chance);
  }

  private void series(int number) {
    Chance chance =
        Chance.of(seed, Chance.Purpose.CATALOGUE, Kind.SERIES.word().hashCode(), number);
    int genre = number % Genre.SCREEN.size();
    Title series = add(Kind.SERIES, "series-" + (number + 1), genre, 0, firstDay, chance);
    long usual = chance.between(22, 55) * MINUTE;
    for (int episode = 1; episode <= EPISODES; episode++) {
      long runtime = usual + chance.between(-3 * MINUTE, 4 * MINUTE);
      titles.add(episode(series, episode, runtime));
    }
  }

  private Title episode(Title series, int episode, long runtime) {
    return new Title(
        titles.size(),
        series.id() + "-s1e" + episode,
        Kind.EPISODE,
        series.name() + " " + episode,
        series.genre(),
        series.secondGenre(),
        runtime,
        firstDay,
        series.year(),
        series.language(),
        series.synopsis(),
        series.cast(),
        series.index(),
        1,
        episode,
        series.minimumAge(),
        series.exclusive());
  }

  private Title add(Kind kind, String id, int genre, long runtime, int day, Chance chance) {
    boolean chinese = chance.hit(0.25);
    Title title =
        new Title(
            titles.size(),
            id,
            kind,
            Words.name(chance, chinese),
            genre,
            Genre.first(kind) + chance.below(Genre.count(kind)),
            runtime,
            day,
            chance.between(1975, 2026),
            chinese ? "zh" : chance.pick("en", "en", "en", "fr", "ko", "es"),
            Words.synopsis(chance, chinese, Genre.name(genre)),
            Words.cast(chance, kind),
            -1,
            0,
            0,
            chance.pick(0, 0, 0, 6, 12, 12, 16, 18),
            chance.hit(0.2));
    titles.add(title);
    return title;
  }

  /** Some tracks and trailers are shorter than a minute: the qualifying rule differs there. */
  private static long runtime(Kind kind, int number, Chance chance) {
    if ((kind == Kind.TRACK || kind == Kind.PODCAST) && number % 11 == 3) {
      return chance.between(20 * SECOND, 59 * SECOND) + chance.below(1000);
    }
    long seconds =
        switch (kind) {
          case FILM -> chance.between(78 * 60, 155 * 60);
          case TRACK -> chance.between(110, 380);
          case PODCAST -> chance.between(12 * 60, 95 * 60);
          default -> throw new IllegalArgumentException(kind.word());
        };
    return seconds * SECOND + chance.below(1000);
  }
}
