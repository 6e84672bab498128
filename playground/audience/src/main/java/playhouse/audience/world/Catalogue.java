package playhouse.audience.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All titles, and how one is chosen among those of a genre. */
public final class Catalogue {

  private final List<Title> titles;
  private final Map<String, Title> byId = new HashMap<>();
  private final Map<Kind, Map<Integer, Pool>> pools = new EnumMap<>(Kind.class);
  private final int[] placeInPool;
  private final Map<Integer, List<Title>> episodes = new HashMap<>();

  private Catalogue(List<Title> titles) {
    this.titles = List.copyOf(titles);
    this.placeInPool = new int[titles.size()];
    Map<Kind, Map<Integer, List<Title>>> groups = new EnumMap<>(Kind.class);
    for (Title title : titles) {
      byId.put(title.id(), title);
      List<Title> group =
          groups
              .computeIfAbsent(title.kind(), kind -> new HashMap<>())
              .computeIfAbsent(title.genre(), genre -> new ArrayList<>());
      placeInPool[title.index()] = group.size();
      group.add(title);
      if (title.kind() == Kind.EPISODE) {
        episodes.computeIfAbsent(title.series(), key -> new ArrayList<>()).add(title);
      }
    }
    groups.forEach(
        (kind, byGenre) -> {
          Map<Integer, Pool> own = pools.computeIfAbsent(kind, key -> new HashMap<>());
          byGenre.forEach((genre, group) -> own.put(genre, new Pool(group)));
        });
  }

  /**
   * The catalogue that follows from a seed.
   *
   * @param size how many titles, about; at least 100
   * @param firstDay epoch day on which the platform opens
   */
  public static Catalogue of(long seed, int size, int firstDay) {
    return new Catalogue(new CatalogueMaker(seed, firstDay).make(size));
  }

  /** A catalogue of given titles, whose indexes are their places. */
  public static Catalogue of(List<Title> titles) {
    return new Catalogue(titles);
  }

  /** All titles by index. */
  public List<Title> titles() {
    return titles;
  }

  /** The title at an index. */
  public Title title(int index) {
    return titles.get(index);
  }

  /** The title of an id. */
  public Optional<Title> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The episodes of a series in order. */
  public List<Title> episodes(int series) {
    return episodes.getOrDefault(series, List.of());
  }

  /** A title of the kind and genre that is out on that day, the popular ones more often. */
  public Title choose(Kind kind, int genre, int day, Chance chance) {
    Pool pool = pool(kind, genre);
    for (int attempt = 0; attempt < 6; attempt++) {
      Title title = pool.titles.get(chance.weighted(pool.cumulative));
      if (title.releasedDay() <= day) {
        return title;
      }
    }
    return pool.titles.get(0);
  }

  /** A title close to the given one: what is watched after it more often than chance. */
  public Title near(Title title, int day, Chance chance) {
    Pool pool = pool(title.kind(), title.genre());
    int size = pool.titles.size();
    int place = placeInPool[title.index()] + chance.between(1, 3);
    Title close = pool.titles.get(place % size);
    return close.releasedDay() <= day ? close : pool.titles.get(0);
  }

  private Pool pool(Kind kind, int genre) {
    int first = Genre.first(kind);
    int count = Genre.count(kind);
    for (int step = 0; step < count; step++) {
      Pool pool = pools.getOrDefault(kind, Map.of()).get(first + (genre - first + step) % count);
      if (pool != null) {
        return pool;
      }
    }
    throw new IllegalArgumentException("the catalogue has no " + kind.word());
  }

  /** Titles of one kind and genre, with weights that fall with their place, as popularity does. */
  private static final class Pool {
    final List<Title> titles;
    final double[] cumulative;

    Pool(List<Title> titles) {
      this.titles = titles;
      this.cumulative = new double[titles.size()];
      double sum = 0;
      for (int i = 0; i < cumulative.length; i++) {
        sum += 1.0 / (i + 3);
        cumulative[i] = sum;
      }
    }
  }
}
