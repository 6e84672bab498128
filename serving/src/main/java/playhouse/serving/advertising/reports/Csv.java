package playhouse.serving.advertising.reports;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as CSV (RFC 4180), with a row for each line. */
final class Csv {
  private static final String HEAD =
      "requested,filled,impressions,valid_impressions,invalid,started,first_quartile,midpoint,"
          + "third_quartile,complete,viewable,clicks,valid_clicks,conversions,reach,"
          + "revenue_micros,valid_revenue_micros,ecpm_micros,fill,click_rate,viewability,completion";

  private Csv() {}

  static String of(String by, List<Line> lines) {
    return Stream.concat(Stream.of(by + "," + HEAD), lines.stream().map(Csv::row))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String row(Line line) {
    Figures figures = line.figures();
    return Stream.of(
            text(line.key()),
            line.requested(),
            line.filled(),
            line.impressions(),
            line.validImpressions(),
            line.invalid(),
            line.started(),
            line.firstQuartile(),
            line.midpoint(),
            line.thirdQuartile(),
            line.complete(),
            line.viewable(),
            line.clicks(),
            line.validClicks(),
            line.conversions(),
            line.reach(),
            each(line, revenue -> Long.toString(revenue.revenueMicros())),
            each(line, revenue -> Long.toString(revenue.validRevenueMicros())),
            each(line, revenue -> number(revenue.ecpmMicros())),
            number(figures.fill()),
            number(figures.clickRate()),
            number(figures.viewability()),
            number(figures.completion()))
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /** Each amount stands with its currency. */
  private static String each(Line line, java.util.function.Function<Line.Revenue, String> what) {
    return line.revenue().stream()
        .map(revenue -> revenue.currency() + " " + what.apply(revenue))
        .collect(Collectors.joining("; "));
  }

  private static String number(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  /** What a spreadsheet would take for a formula is text. */
  private static String text(String key) {
    String plain = key.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + key : key;
    return plain.matches("[^\",\\r\\n]*") ? plain : "\"" + plain.replace("\"", "\"\"") + "\"";
  }
}
