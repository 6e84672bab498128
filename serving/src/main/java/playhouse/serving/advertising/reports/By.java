package playhouse.serving.advertising.reports;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import playhouse.serving.platform.Refusal;

/** What a report has a line for. */
enum By {
  LINE_ITEM,
  CREATIVE,
  PLACEMENT,
  DAY,
  HOUR;

  /**
   * The one of that name.
   *
   * @throws Refusal 400 that names them all
   */
  static By of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.bad(
                    "by",
                    "must be one of "
                        + Arrays.stream(values()).map(By::text).collect(Collectors.joining(", "))));
  }

  /** The line that a row belongs to. */
  String key(ReportRow row) {
    return switch (this) {
      case LINE_ITEM -> row.lineItem();
      case CREATIVE -> row.creative();
      case PLACEMENT -> row.placement();
      case DAY -> row.hour().atZone(ZoneOffset.UTC).toLocalDate().toString();
      case HOUR -> row.hour().toString();
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lines in the order of their keys; slots that nobody filled have none by line item. */
  List<Line> lines(List<ReportRow> rows) {
    Map<String, List<ReportRow>> groups =
        rows.stream().collect(Collectors.groupingBy(this::key, TreeMap::new, Collectors.toList()));
    groups.remove("");
    return groups.entrySet().stream()
        .map(group -> Line.of(group.getKey(), group.getValue()))
        .toList();
  }
}
