package playhouse.serving.analytics.performance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a title did in a stretch of days.
 *
 * @param days what {@code mart.title_daily} says, oldest first; those without a row are left out
 * @param retention the newest week of {@code mart.title_retention} that is not later
 * @param cohorts of those who first viewed it in a week
 * @param snapshots of the tables that this was read from
 */
public record Performance(
    String title,
    String zone,
    List<Day> days,
    Optional<Retention> retention,
    List<Cohort> cohorts,
    Map<String, String> snapshots) {

  /**
   * A local day.
   *
   * @param watchMillis wall-clock milliseconds of playing
   * @param viewers different people; not to be added up over days
   * @param sources views by the surface on which they were chosen
   */
  public record Day(
      String day,
      long impressions,
      long clicks,
      long starts,
      long views,
      long viewers,
      long newViewers,
      long watchMillis,
      long completions,
      long rewatches,
      long likes,
      long favourites,
      long shares,
      long comments,
      long danmaku,
      Optional<Double> meanShare,
      Optional<Double> meanRating,
      Map<String, Long> sources,
      Map<String, Long> platforms,
      Map<String, Long> countries) {}

  /**
   * Who is still watching at each percent of the runtime, over four weeks.
   *
   * @param week Monday of the last of them
   * @param absolute share of views that saw it, 0 to 1; 101 numbers
   * @param relative share of like titles that retain less there; empty if there are none
   */
  public record Retention(
      String week, long runtimeMillis, long views, List<Double> absolute, List<Double> relative) {}

  /**
   * Who first viewed it in a week, and how many came back to it.
   *
   * @param returned people with a view in the n-th week after; the first number is all of them
   */
  public record Cohort(String week, long viewers, List<Long> returned) {}
}
