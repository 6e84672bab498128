package playhouse.audience.truth;

import java.util.Locale;

/** How long the periods are that a value is told for. */
public enum Grain {
  HOUR,
  DAY,
  WEEK,
  MONTH,
  /** From the first spend of a campaign on, whatever lies in between. */
  CAMPAIGN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
