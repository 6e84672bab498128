package playhouse.batch.titles;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.behaviour.Play;

/** One title on one local day, being counted from what was told of it in whatever order. */
public final class TitleTally {
  private static final BigDecimal COMPLETE = new BigDecimal("0.9");
  private static final int RATING_SCALE = 6;
  private static final int MOST_COUNTRIES = 10;
  private static final String OTHER = "other";
  private static final String UNKNOWN = "unknown";
  private static final Set<String> SOURCES =
      Set.of("home", "next", "similar", "search", "direct", "post-play");
  private static final Set<String> PLATFORMS = Set.of("tv", "web", "ios", "android", "console");
  private static final StructType ENTRY =
      new StructType().add("key", DataTypes.StringType).add("n", DataTypes.LongType);

  /** What is counted here by hand; what is merely counted, {@link TitleDays} names. */
  static final StructType COLUMNS =
      new StructType()
          .add("counts", DataTypes.createArrayType(ENTRY))
          .add("viewers", DataTypes.LongType)
          .add("new_viewers", DataTypes.LongType)
          .add("mean_share", DataTypes.createDecimalType(13, Play.COMPLETION_SCALE))
          .add("mean_rating", DataTypes.createDecimalType(7, RATING_SCALE))
          .add("runtime_millis", DataTypes.LongType)
          .add("watching", DataTypes.createArrayType(DataTypes.LongType))
          .add(
              "drop_offs",
              DataTypes.createArrayType(
                  new StructType()
                      .add("percent", DataTypes.IntegerType)
                      .add("lost", DataTypes.LongType)))
          .add("sources", DataTypes.createArrayType(ENTRY))
          .add("platforms", DataTypes.createArrayType(ENTRY))
          .add("countries", DataTypes.createArrayType(ENTRY));

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> sources = new HashMap<>();
  private final Map<String, Long> platforms = new HashMap<>();
  private final Map<String, Long> countries = new HashMap<>();
  private final Set<String> viewers = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final Curve curve = new Curve();
  private BigDecimal shares = BigDecimal.ZERO;
  private BigDecimal stars = BigDecimal.ZERO;
  private long shared;
  private long runtimeMillis;

  /** Takes in a row as {@link TitleDays} has them. */
  void add(Row row) {
    String what = row.getString(TitleFold.WHAT);
    count(what, row.getLong(TitleFold.N));
    String viewer = row.getString(TitleFold.VIEWER);
    switch (what) {
      case "view" -> {
        count("views", 1);
        if (viewer != null) {
          viewers.add(viewer);
        }
        view(row.getStruct(TitleFold.VIEW));
      }
      case "unattended" -> {
        count("unattended views", 1);
        count("unattended_millis", row.getStruct(TitleFold.VIEW).<Long>getAs("played_millis"));
      }
      case "short" -> count("short views", 1);
      case "earlier" -> known.add(viewer);
      case "stars" -> stars = stars.add(BigDecimal.valueOf(row.getDouble(TitleFold.SCORE)));
      default -> {}
    }
  }

  /** Takes in what another counted of the same title and day. */
  void add(TitleTally other) {
    other.counts.forEach(this::count);
    other.sources.forEach((source, n) -> sources.merge(source, n, Long::sum));
    other.platforms.forEach((platform, n) -> platforms.merge(platform, n, Long::sum));
    other.countries.forEach((country, n) -> countries.merge(country, n, Long::sum));
    viewers.addAll(other.viewers);
    known.addAll(other.known);
    curve.add(other.curve);
    shares = shares.add(other.shares);
    stars = stars.add(other.stars);
    shared += other.shared;
    runtimeMillis = Math.max(runtimeMillis, other.runtimeMillis);
  }

  private void view(Row view) {
    count("distinct_millis", view.getAs("distinct_millis"));
    count("played_millis", view.getAs("played_millis"));
    sources.merge(among(SOURCES, view.getAs("source")), 1L, Long::sum);
    platforms.merge(among(PLATFORMS, view.getAs("platform")), 1L, Long::sum);
    String country = view.getAs("country");
    countries.merge(country == null ? UNKNOWN : country, 1L, Long::sum);
    long runtime = view.getAs("runtime_millis");
    runtimeMillis = Math.max(runtimeMillis, runtime);
    BigDecimal share = view.getAs("completion");
    if (share != null) {
      shares = shares.add(share);
      shared++;
      count("completions", share.compareTo(COMPLETE) >= 0 ? 1 : 0);
    }
    if (!view.isNullAt(view.fieldIndex("stretches")) && runtime > 0) {
      count("charted", 1);
      curve.add(Views.ends(view), runtime);
    }
  }

  private void count(String what, long n) {
    counts.merge(what, n, Long::sum);
  }

  private static String among(Set<String> words, @Nullable String word) {
    return word == null ? UNKNOWN : words.contains(word) ? word : OTHER;
  }

  /** What it comes to, as {@link #COLUMNS} have it. */
  Row row() {
    Set<String> fresh = new HashSet<>(viewers);
    fresh.removeAll(known);
    return RowFactory.create(
        entries(counts),
        (long) viewers.size(),
        (long) fresh.size(),
        mean(shares, shared, Play.COMPLETION_SCALE),
        mean(stars, counts.getOrDefault("stars", 0L), RATING_SCALE),
        runtimeMillis,
        java.util.Arrays.stream(curve.watching()).boxed().toArray(Long[]::new),
        curve.dropOffs().stream()
            .map(drop -> RowFactory.create(drop.percent(), drop.lost()))
            .toArray(Row[]::new),
        entries(sources),
        entries(platforms),
        entries(largest(countries)));
  }

  private static @Nullable BigDecimal mean(BigDecimal sum, long n, int scale) {
    return n == 0 ? null : sum.divide(BigDecimal.valueOf(n), scale, RoundingMode.HALF_EVEN);
  }

  /** Those with most, and the others together; not known stays not known. */
  private static Map<String, Long> largest(Map<String, Long> countries) {
    List<String> named =
        countries.keySet().stream()
            .filter(country -> !country.equals(UNKNOWN))
            .sorted(
                Comparator.<String>comparingLong(country -> -countries.getOrDefault(country, 0L))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<String, Long> kept = new HashMap<>(countries);
    named.stream()
        .skip(MOST_COUNTRIES)
        .forEach(country -> kept.merge(OTHER, kept.remove(country), Long::sum));
    return kept;
  }

  private static Row[] entries(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
        .toArray(Row[]::new);
  }
}
