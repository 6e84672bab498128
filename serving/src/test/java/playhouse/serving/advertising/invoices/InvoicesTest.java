package playhouse.serving.advertising.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.budgets.Till;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

/** Invoices of what was booked, to the millionth, and the ledger beside them. */
class InvoicesTest {
  private static final Instant MARCH = Instant.parse("2026-03-30T10:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");
  private static final Instant ENDS = Instant.parse("2026-04-10T00:00:00Z");

  private final ServicesDatabase database = EmptyServices.open();
  private final Till till = new Till(database, at(MARCH), UUID::randomUUID, Duration.ofSeconds(10));
  private final UUID advertiser = UUID.randomUUID();
  private final UUID order = UUID.randomUUID();

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    till.close();
    database.close();
  }

  private void change(String sql) {
    database.write(tx -> tx.execute(sql));
  }

  private void ordered(String currency) {
    Await.until("the purse is open", Duration.ofSeconds(30), till::ready);
    change(
        """
        insert into advertising.advertiser (id, owner, name, domain, country, evidence, valid_until,
          state, created)
        values ('%s', 'advertiser.tea', 'Tea', 'tea.example', 'DE', 'HRB 1', '2099-01-01',
          'approved', now())"""
            .formatted(advertiser));
    change(
        """
        insert into advertising.ad_order (id, advertiser, name, reference, currency, created)
        values ('%s', '%s', 'Spring', 'PO-1', '%s', now())"""
            .formatted(order, advertiser, currency));
  }

  private LineItem lineItem(String currency) {
    UUID id = UUID.randomUUID();
    change(
        """
        insert into advertising.line_item (id, ad_order, advertiser, terms, ends, state)
        values ('%s', '%s', '%s', '{"name":"Spring","kind":"auction","begins":"%s","ends":"%s",
          "pricing":"cpm","priceMicros":3333000,"budgetMicros":9000000,"pace":"asap","caps":[],
          "targeting":{},"creatives":["%s"],"currency":"%s"}', '%s', 'active')"""
            .formatted(id, order, advertiser, MARCH, ENDS, UUID.randomUUID(), currency, ENDS));
    return new LineItem(
        id,
        order,
        advertiser,
        "Spring",
        LineItem.Kind.AUCTION,
        MARCH,
        ENDS,
        CurrencyUnit.of(currency),
        LineItem.Pricing.CPM,
        3_333_000,
        9_000_000,
        Optional.empty(),
        Optional.empty(),
        LineItem.Pace.ASAP,
        List.of(),
        List.of(),
        Targeting.everybody(),
        Optional.empty());
  }

  private void show(LineItem item, int times, Instant now) {
    Creative creative =
        new Creative(
            UUID.randomUUID(),
            advertiser,
            "film",
            "unknown",
            "unknown",
            15_000,
            List.of(),
            "https://tea.example/",
            Set.of(),
            Set.of(),
            0,
            Optional.empty());
    for (int i = 0; i < times; i++) {
      Purse.Wish wish = new Purse.Wish(UUID.randomUUID(), item, creative, 0, 3_333);
      Purse.Occasion occasion =
          new Purse.Occasion(
              UUID.randomUUID().toString(),
              "mid-roll",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              1,
              now,
              now.plusSeconds(60));
      assertThat(till.hold(occasion, List.of(wish))).hasSize(1);
      assertThat(till.shown(wish.impression(), now)).isEqualTo(Purse.Booked.NOW);
    }
  }

  private List<Invoice> issued(Instant now) {
    database.write(new Invoices(at(now), UUID::randomUUID)::issue);
    List<Invoice> all = new ArrayList<>();
    database
        .read(handle -> InvoiceStore.of(handle, Optional.empty(), Long.MAX_VALUE, 100))
        .forEach(
            one ->
                all.add(
                    0, database.read(handle -> InvoiceStore.find(handle, one.id())).orElseThrow()));
    return all;
  }

  private long ledger(String account) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(sum(amount) * 1000000, 0)::bigint from billing.ledger_line
                    where account = :account""")
                .bind("account", account)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void aMonthAndThenTheOrderIsInvoicedAndNotAMillionthIsLost() {
    ordered("EUR");
    LineItem one = lineItem("EUR");
    LineItem other = lineItem("EUR");
    show(one, 7, MARCH);
    show(other, 2, MARCH);
    assertThat(issued(MARCH.plus(Duration.ofHours(2)))).isEmpty();
    List<Invoice> first = issued(APRIL);
    assertThat(first).hasSize(1);
    assertThat(first.get(0).through()).isEqualTo(LocalDate.parse("2026-03-31"));
    assertThat(first.get(0).bookedMicros()).isEqualTo(9 * 3_333);
    assertThat(first.get(0).amountMicros()).isEqualTo(30_000);
    assertThat(first.get(0).remainderMicros()).isEqualTo(-3);
    assertThat(first.get(0).lines())
        .extracting(Invoice.Line::impressions)
        .containsExactlyInAnyOrder(7L, 2L);
    assertThat(issued(APRIL.plus(Duration.ofHours(1)))).isEqualTo(first);

    show(one, 5, APRIL.plus(Duration.ofDays(2)));
    assertThat(issued(ENDS)).hasSize(1);
    List<Invoice> all = issued(ENDS.plus(Duration.ofHours(2)));
    assertThat(all).hasSize(2);
    assertThat(all.get(1).carriedMicros()).isEqualTo(-3);
    assertThat(all.get(1).bookedMicros()).isEqualTo(5 * 3_333);
    assertThat(all.get(1).amountMicros()).isEqualTo(20_000);
    assertThat(issued(ENDS.plus(Duration.ofDays(40)))).hasSize(2);

    long owed = all.stream().mapToLong(Invoice::amountMicros).sum();
    assertThat(owed + all.get(1).remainderMicros()).isEqualTo(14 * 3_333);
    assertThat(ledger("advertisers")).isEqualTo(owed);
    assertThat(ledger("ad_revenue")).isEqualTo(-owed);
  }

  @Test
  void aCurrencyWithoutCentsIsRoundedToWholeUnitsAndSmallSumsWait() {
    ordered("JPY");
    LineItem item = lineItem("JPY");
    show(item, 100, MARCH);
    List<Invoice> first = issued(APRIL);
    assertThat(first.get(0).amountMicros()).isZero();
    assertThat(first.get(0).remainderMicros()).isEqualTo(333_300);
    assertThat(ledger("advertisers")).isZero();
    show(item, 60, APRIL);
    List<Invoice> all = issued(Instant.parse("2026-05-01T02:00:00Z"));
    assertThat(all.get(1).amountMicros()).isEqualTo(1_000_000);
    assertThat(all.get(1).remainderMicros()).isEqualTo(160 * 3_333 - 1_000_000);
    assertThat(ledger("advertisers")).isEqualTo(1_000_000);
  }
}
