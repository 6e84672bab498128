package playhouse.audience.world;

import java.util.List;

/** The genres: what tastes are made of. Screen, music and talk each have their own. */
public final class Genre {

  /** Genres of films and series. */
  public static final List<String> SCREEN =
      List.of(
          "Action",
          "Comedy",
          "Drama",
          "Thriller",
          "Science Fiction",
          "Romance",
          "Documentary",
          "Animation",
          "Crime",
          "Historical",
          "Family",
          "Horror");

  /** Genres of tracks. */
  public static final List<String> MUSIC =
      List.of("Pop", "Rock", "Electronic", "Jazz", "Classical", "Hip-Hop", "Folk", "Ambient");

  /** Genres of podcasts. */
  public static final List<String> TALK =
      List.of("News", "Technology", "History", "Comedy Talk", "Science", "Sport");

  /** How many there are. */
  public static final int COUNT = SCREEN.size() + MUSIC.size() + TALK.size();

  private Genre() {}

  /** Its name. */
  public static String name(int genre) {
    if (genre < SCREEN.size()) {
      return SCREEN.get(genre);
    }
    int rest = genre - SCREEN.size();
    return rest < MUSIC.size() ? MUSIC.get(rest) : TALK.get(rest - MUSIC.size());
  }

  /** The first genre that a kind may have. */
  public static int first(Kind kind) {
    return switch (kind) {
      case FILM, SERIES, EPISODE -> 0;
      case TRACK -> SCREEN.size();
      case PODCAST -> SCREEN.size() + MUSIC.size();
    };
  }

  /** How many genres a kind has. */
  public static int count(Kind kind) {
    return switch (kind) {
      case FILM, SERIES, EPISODE -> SCREEN.size();
      case TRACK -> MUSIC.size();
      case PODCAST -> TALK.size();
    };
  }
}
