package playhouse.serving.advertising.budgets.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days of UTC, by which budgets go. */
public final class Days {
  private Days() {}

  public static LocalDate of(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
