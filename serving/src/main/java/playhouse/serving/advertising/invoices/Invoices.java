package playhouse.serving.advertising.invoices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.advertising.budgets.Booked;
import playhouse.serving.advertising.orders.bookings.Booking;
import playhouse.serving.advertising.orders.bookings.BookingStore;
import playhouse.serving.advertising.orders.bookings.Order;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;

/**
 * Writes invoices: when a month is over, and when an order is. What was booked and not invoiced
 * before is summed to the millionth and rounded once; what that leaves is carried to the next one,
 * so that all that was booked is what the ledger has and one remainder, visibly.
 */
public final class Invoices {
  /** What came to an end may still be told of, and be paid for, for some time. */
  private static final Duration STILL = Duration.ofHours(1);

  private static final int AT_ONCE = 100;
  private static final int MICRO_DIGITS = 6;

  private final Clock clock;
  private final Supplier<UUID> ids;

  /** By that clock. */
  public Invoices(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Writes some of those that are due; how many orders were looked at. */
  public int issue(Handle tx) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate monthEnd =
        LocalDate.ofInstant(now.minus(STILL), ZoneOffset.UTC).withDayOfMonth(1).minusDays(1);
    List<InvoiceStore.Due> due = InvoiceStore.due(tx, monthEnd, today, now.minus(STILL), AT_ONCE);
    due.forEach(one -> issue(tx, one, now));
    return due.size();
  }

  private void issue(Handle tx, InvoiceStore.Due due, Instant now) {
    long carried = InvoiceStore.lock(tx, due.order(), due.through());
    Order order = BookingStore.order(tx, due.order()).orElseThrow();
    List<Invoice.Line> lines = lines(tx, due);
    long booked = lines.stream().mapToLong(Invoice.Line::bookedMicros).sum();
    if (lines.isEmpty()) {
      InvoiceStore.done(tx, due.order(), due.through(), carried);
      return;
    }
    Money amount = rounded(CurrencyUnit.of(order.currency()), booked + carried);
    long micros = amount.getAmount().movePointRight(MICRO_DIGITS).longValueExact();
    Invoice invoice =
        new Invoice(
            ids.get(),
            0,
            order.advertiser(),
            order.id(),
            due.through(),
            order.currency(),
            booked,
            carried,
            micros,
            booked + carried - micros,
            now,
            lines);
    InvoiceStore.add(tx, invoice);
    InvoiceStore.done(tx, order.id(), due.through(), invoice.remainderMicros());
    Ledger.post(
        tx,
        new Posting(
            "ad-invoice/" + invoice.id(),
            due.through(),
            List.of(
                Posting.Line.debit(Account.ADVERTISERS, amount),
                Posting.Line.credit(Account.AD_REVENUE, amount))),
        now);
  }

  private static Money rounded(CurrencyUnit currency, long micros) {
    return Money.of(currency, BigDecimal.valueOf(micros, MICRO_DIGITS), RoundingMode.HALF_EVEN);
  }

  private static List<Invoice.Line> lines(Handle tx, InvoiceStore.Due due) {
    Map<UUID, Invoice.Line> before = InvoiceStore.before(tx, due.order());
    Map<UUID, String> names = new HashMap<>();
    for (Booking booking : BookingStore.of(tx, List.of(due.order()))) {
      names.put(booking.id(), booking.terms().name());
    }
    List<Invoice.Line> lines = new ArrayList<>();
    for (Booked all : Booked.until(tx, names.keySet(), due.through())) {
      Invoice.Line old =
          before.getOrDefault(all.lineItem(), new Invoice.Line(all.lineItem(), "", 0, 0));
      long impressions = all.impressions() - old.impressions();
      long micros = all.micros() - old.bookedMicros();
      if (impressions != 0 || micros != 0) {
        String name = names.getOrDefault(all.lineItem(), "");
        lines.add(new Invoice.Line(all.lineItem(), name, impressions, micros));
      }
    }
    return lines;
  }
}
