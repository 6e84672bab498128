package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money that goes back and comes back, subscriptions that rest, and terms met without money. */
class MoneyTest {
  private static final String ANN = "ann";
  private static final Set<String> TOLD = Set.of("K2.3", "K4.3", "K4.4");

  private static Lake lake;

  @BeforeAll
  static void one_night() {
    lake =
        LakeHouse.after(
            "money_back_and_forth",
            empty -> {
              new RawTables(empty).add(rests());
              new RawTables(empty).add(money());
              new RawTables(empty).add(changed());
              new RawTables(empty).add(credited());
              new Nights(empty, TOLD).next("first");
              Job subscriptions = Jobs.all().find("subscriptions").orElseThrow();
              subscriptions.run(empty, new Request(Optional.empty(), LakeHouse.NOW, "first"));
            });
  }

  /** A term is paid for, the next is met from a balance; then it rests for 18 days. */
  private static Event[] rests() {
    return new Event[] {
      Event.of("subscription.started", "2026-09-01T00:00:00Z")
          .by(ANN)
          .with("subscription", "s")
          .with("plan", "basic")
          .with("price_micros", 30_000_000)
          .with("currency", "USD")
          .with("term_days", 30)
          .with("trial_days", 0),
      term("2026-09-01T00:00:00Z"),
      Event.of("invoice.paid", "2026-10-01T00:00:00Z")
          .by(ANN)
          .with("invoice", "s-2")
          .with("subscription", "s")
          .with("term_from", "2026-10-01T00:00:00Z")
          .with("term_days", 30)
          .with("without_payment", true),
      Event.of("subscription.paused", "2026-10-31T00:00:00Z")
          .by(ANN)
          .with("subscription", "s")
          .with("until", "2026-11-30T00:00:00Z"),
      // This one's payment is told, so that it is no other term.
      Event.of("invoice.paid", "2026-11-18T00:00:00Z")
          .by(ANN)
          .with("invoice", "s-3")
          .with("subscription", "s")
          .with("term_from", "2026-11-18T00:00:01Z")
          .with("term_days", 30)
          .with("without_payment", false),
      Event.of("subscription.resumed", "2026-11-18T00:00:00Z").by(ANN).with("subscription", "s"),
      term("2026-11-18T00:00:00Z")
    };
  }

  private static Event[] money() {
    return new Event[] {
      flow("payment.captured", "2026-11-16T01:00:00Z", 9_000_000).with("purpose", "transaction"),
      flow("refund.completed", "2026-11-16T02:00:00Z", 1_000_000).with("never_captured", false),
      flow("refund.completed", "2026-11-16T03:00:00Z", 5_000_000).with("never_captured", true),
      flow("chargeback.received", "2026-11-16T04:00:00Z", 3_000_000),
      flow("chargeback.received", "2026-11-16T05:00:00Z", 6_000_000).with("never_captured", true),
      flow("chargeback.won", "2026-11-17T04:00:00Z", 3_000_000).with("never_captured", false),
      flow("chargeback.won", "2026-11-17T05:00:00Z", 6_000_000).with("never_captured", true)
    };
  }

  /** Paid for from the middle of one day to the morning of another: eleven whole days and more. */
  private static Event[] changed() {
    return new Event[] {
      flow("payment.captured", "2026-08-20T12:00:00Z", 10_000_000)
          .with("subscription", "t")
          .with("purpose", "subscription")
          .with("term_from", "2026-08-20T12:00:00Z")
          .with("term_days", 11)
          .with("term_until", "2026-09-01T06:00:00Z")
    };
  }

  /** Somebody who pays thanks to a campaign, in a month in which nothing was spent. */
  private static Event[] credited() {
    return new Event[] {
      Event.of("conversion.attributed", "2026-10-05T00:00:00Z")
          .by(ANN)
          .with("campaign", "autumn")
          .with("channel", "campaign")
          .with("kind", "paying")
          .with("model", "last-click")
    };
  }

  @Test
  void who_comes_while_nothing_is_spent_costs_nothing() {
    assertThat(value("K2.3", "paid", "month", "2026-10-01")).isZero();
  }

  @Test
  void a_term_that_is_of_no_whole_days_ends_in_the_month_in_which_it_ends() {
    assertThat(rows("core.terms", "CAST(until AS DATE)", "subscription = 't'", "until"))
        .containsExactly("2026-09-01");
    assertThat(value("K4.3", "renewal", "month", "2026-09-01")).isZero();
  }

  @Test
  void what_never_was_captured_is_no_money_that_goes_back() {
    assertThat(rows("core.payments", "kind, net_micros", "purpose IS NULL", "occurred"))
        .containsExactly("refund 1000000", "chargeback 3000000", "chargeback_won 3000000");
    assertThat(value("K4.4", "refunds", "day", "2026-11-16")).isEqualTo(-4);
  }

  @Test
  void a_chargeback_that_is_won_comes_back() {
    assertThat(value("K4.4", "refunds", "day", "2026-11-17")).isEqualTo(3);
    assertThat(value("K4.4", "refunds", "month", "2026-11-01")).isEqualTo(-1);
  }

  @Test
  void a_term_that_was_met_without_money_renews_and_is_to_be_renewed() {
    assertThat(
            rows(
                "core.terms",
                "payment, CAST(until AS DATE), renewed",
                "subscription = 's'",
                "until"))
        .containsExactly("pay 2026-10-01 true", "null 2026-10-31 false", "pay 2026-12-18 false");
    assertThat(value("K4.3", "renewal", "month", "2026-10-01")).isEqualTo(0.5);
  }

  @Test
  void what_rests_is_lost_and_comes_again_when_it_goes_on() {
    assertThat(rows("core.mrr_changes", "day, kind, voluntary, after_micros", "TRUE", "day"))
        .containsExactly(
            "2026-09-01 new null 30000000",
            "2026-10-31 churn true 0",
            "2026-11-18 reactivation null 30000000");
    assertThat(
            rows(
                "core.subscriptions", "state, ended_by, mrr_micros", "subscription = 's'", "since"))
        .containsExactly("paid pause 30000000", "paused resumption 0", "paid null 30000000");
    assertThat(value("K4.4", "mrr_churn", "month", "2026-10-01")).isEqualTo(-30);
    assertThat(value("K4.4", "mrr_reactivation", "month", "2026-11-01")).isEqualTo(30);
  }

  private static Event term(String at) {
    return flow("payment.captured", at, 30_000_000)
        .with("subscription", "s")
        .with("purpose", "subscription")
        .with("term_from", at)
        .with("term_days", 30);
  }

  private static Event flow(String type, String at, long micros) {
    return Event.of(type, at)
        .by(ANN)
        .with("payment", "pay")
        .with("amount_micros", micros)
        .with("tax_micros", 0)
        .with("currency", "USD");
  }

  private static List<String> rows(String table, String columns, String where, String order) {
    return lake
        .table(table)
        .where(where)
        .orderBy(order)
        .selectExpr(columns.split(", ", -1))
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }

  private static double value(String kpi, String measure, String grain, String day) {
    Row row =
        lake.table("mart.kpi_daily")
            .where("zone = 'UTC' AND `by` = '' AND grain = '" + grain + "'")
            .where("kpi = '%s' AND measure = '%s' AND day = '%s'".formatted(kpi, measure, day))
            .select("value")
            .collectAsList()
            .get(0);
    return row.getDouble(0);
  }
}
