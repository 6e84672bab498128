package playhouse.serving.advertising.budgets;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What line items have come to, for who invoices it. */
public record Booked(UUID lineItem, long impressions, long micros) {

  /** Of each, all until the end of a day of UTC; those that came to nothing are left out. */
  public static List<Booked> until(Handle handle, Collection<UUID> lineItems, LocalDate day) {
    return BookedStore.until(handle, lineItems, day);
  }
}
