package playhouse.warehouse;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long the periods are that a number is told for; each belongs to the day it begins on. */
public enum Grain {
  HOUR,
  DAY,
  WEEK,
  MONTH,
  /** From the first day of a campaign until now. */
  CAMPAIGN;

  /** As tables and requests write it, such as {@code day}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #word} writes; an unknown word is an IllegalArgumentException. */
  public static Grain of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The first day of the period that a local day lies in. */
  public LocalDate first(LocalDate day) {
    return switch (this) {
      case HOUR, DAY, CAMPAIGN -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /** The last day of the period that begins on a local day. */
  public LocalDate last(LocalDate first) {
    return switch (this) {
      case HOUR, DAY, CAMPAIGN -> first;
      case WEEK -> first.plusDays(6);
      case MONTH -> first.with(TemporalAdjusters.lastDayOfMonth());
    };
  }
}
