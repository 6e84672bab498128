package playhouse.batch.care;

import java.time.Instant;
import java.util.Map;
import playhouse.batch.Lake;

/** Care of one table alone, as of an instant. */
public final class CareOf {
  private CareOf() {}

  /** How many files were removed that the table did not know. */
  public static long orphans(Lake lake, String table, Instant now) {
    Named nothing = new Named(Map.of(), Map.of());
    return new TableCare(lake, table, nothing, CarePolicy.of(lake.settings()), now).run().orphans();
  }
}
