package playhouse.serving.billing.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What currencies were worth to us, in the database. */
record RateStore(Handle tx) implements Entries.Rates {

  @Override
  public Optional<BigDecimal> on(LocalDate day, String currency, String paid) {
    return tx.createQuery(
            """
            select rate from billing.recon_rate
            where currency = :currency and paid = :paid and day between :from and :day
            order by day desc limit 1""")
        .bind("currency", currency)
        .bind("paid", paid)
        .bind("day", day)
        // Over a long weekend the last one holds.
        .bind("from", day.minusDays(5))
        .mapTo(BigDecimal.class)
        .findOne();
  }

  /** Puts one down; false if there is another for that day. */
  boolean put(LocalDate day, String currency, String paid, BigDecimal rate) {
    tx.createUpdate(
            """
            insert into billing.recon_rate values (:day, :currency, :paid, :rate)
            on conflict do nothing""")
        .bind("day", day)
        .bind("currency", currency)
        .bind("paid", paid)
        .bind("rate", rate)
        .execute();
    return tx.createQuery(
                """
            select rate from billing.recon_rate
            where currency = :currency and paid = :paid and day = :day""")
            .bind("day", day)
            .bind("currency", currency)
            .bind("paid", paid)
            .mapTo(BigDecimal.class)
            .one()
            .compareTo(rate)
        == 0;
  }
}
