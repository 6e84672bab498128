package playhouse.serving.analytics.boards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import playhouse.serving.analytics.kpis.Point;
import playhouse.warehouse.Grain;

/** Numbers and times as a mail writes them, in English or Chinese. */
record Words(boolean chinese, String currency) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** A value in its unit. */
  String number(double value, String unit) {
    return switch (unit) {
      case "share" -> digits(value * 100, Math.abs(value) < .1 ? 2 : 1) + " %";
      case "currency" -> digits(value, 2) + " " + currency;
      case "milliseconds" -> digits(value, 0) + " ms";
      case "seconds" -> digits(value / 60, 1) + " min";
      default ->
          (digits(value, value == Math.rint(value) ? 0 : 2) + " " + (chinese ? "" : unit)).strip();
    };
  }

  /** Of which time it is, and how it was before. */
  String since(Point newest, Optional<Point> before, Grain grain) {
    String day =
        grain == Grain.HOUR ? MOMENT.format(newest.started()) + " UTC" : newest.day().toString();
    String change =
        before
            .flatMap(earlier -> change(newest, earlier))
            .map(text -> chinese ? "，较前期 " + text : ", " + text + " against the one before")
            .orElse("");
    String until =
        newest
            .cutOff()
            .map(cut -> chinese ? "；数据截至 " + utc(cut) : "; facts up to " + utc(cut))
            .orElse("");
    return " (" + grain.word() + " " + day + change + until + ")";
  }

  private static String utc(Instant moment) {
    return MOMENT.format(moment) + " UTC";
  }

  private Optional<String> change(Point newest, Point before) {
    double old = before.value().orElse(0.0);
    if (old == 0) {
      return Optional.empty();
    }
    double share = (newest.value().orElse(0.0) - old) / Math.abs(old) * 100;
    return Optional.of((share > 0 ? "+" : "") + digits(share, 1) + " %");
  }

  private String digits(double value, int most) {
    NumberFormat format = NumberFormat.getInstance(chinese ? Locale.CHINA : Locale.US);
    format.setMaximumFractionDigits(most);
    return format.format(BigDecimal.valueOf(value).setScale(most, RoundingMode.HALF_EVEN));
  }
}
