package playhouse.serving.analytics.performance;

/**
 * What a title came to in a stretch of days.
 *
 * @param watchMillis wall-clock milliseconds of playing
 */
public record Total(
    String title, long views, long watchMillis, long completions, long impressions, long clicks) {
  Total plus(Total more) {
    return new Total(
        title,
        views + more.views,
        watchMillis + more.watchMillis,
        completions + more.completions,
        impressions + more.impressions,
        clicks + more.clicks);
  }
}
