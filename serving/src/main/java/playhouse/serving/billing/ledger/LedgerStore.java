package playhouse.serving.billing.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** The ledger in the database, which itself sees to it that it sums to zero and stays. */
final class LedgerStore {
  private LedgerStore() {}

  /** Writes an entry without lines; its number, or empty if there is one for that reason. */
  static OptionalLong write(Handle tx, UUID id, Posting posting, Instant now) {
    return tx.createQuery(
            """
            insert into billing.ledger_entry (id, reason, day, lines, written)
            values (:id, :reason, :day, :lines, :now)
            on conflict (reason) do nothing returning number""")
        .bind("id", id)
        .bind("reason", posting.reason())
        .bind("day", posting.day())
        .bind("lines", posting.lines().size())
        .bind("now", now)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Writes the lines of an entry. */
  static void write(Handle tx, long entry, List<Posting.Line> lines) {
    PreparedBatch batch =
        tx.prepareBatch(
            "insert into billing.ledger_line values (:entry, :line, :account, :currency, :amount)");
    int number = 0;
    for (Posting.Line line : lines) {
      batch
          .bind("entry", entry)
          .bind("line", ++number)
          .bind("account", line.account().code())
          .bind("currency", line.amount().getCurrencyUnit().getCode())
          .bind("amount", line.amount().getAmount())
          .add();
    }
    batch.execute();
  }

  /** The first day from that one on whose month is open. */
  static LocalDate open(Handle tx, LocalDate day) {
    LocalDate open = day;
    while (closed(tx, open.withDayOfMonth(1))) {
      open = open.withDayOfMonth(1).plusMonths(1);
    }
    return open;
  }

  private static boolean closed(Handle tx, LocalDate month) {
    return tx.createQuery("select exists (select from billing.ledger_closed where month = :month)")
        .bind("month", month)
        .mapTo(Boolean.class)
        .one();
  }

  /** Closes a month; waits for those who are writing. */
  static void close(Handle tx, LocalDate month, Instant now) {
    tx.execute("select pg_advisory_xact_lock(hashtext('billing.ledger_closed'))");
    tx.createUpdate(
            "insert into billing.ledger_closed values (:month, :now) on conflict do nothing")
        .bind("month", month)
        .bind("now", now)
        .execute();
  }

  /** What stands on every account. */
  static List<LedgerRoutes.Balance> balances(Handle handle) {
    return handle
        .createQuery(
            """
            select a.code, a.kind, a.name_en, a.name_zh, l.currency, sum(l.amount) as amount
            from billing.ledger_line l join billing.ledger_account a on a.code = l.account
            group by a.code, a.kind, a.name_en, a.name_zh, l.currency order by a.code, l.currency""")
        .map(
            (row, context) ->
                new LedgerRoutes.Balance(
                    row.getString("code"),
                    row.getString("kind"),
                    row.getString("name_en"),
                    row.getString("name_zh"),
                    MoneyColumns.of(row)))
        .list();
  }

  /** Lines, those of the newest entries first. */
  static List<LedgerRoutes.Written> newest(
      Handle handle, Optional<String> account, long before, int most) {
    return handle
        .createQuery(
            """
            select e.number, e.reason, e.day, l.account, l.currency, l.amount
            from billing.ledger_line l join billing.ledger_entry e on e.number = l.entry
            where e.number < :before and (:account is null or l.account = :account)
              and e.number >= (
                select coalesce(min(number), 0) from (
                  select number from billing.ledger_entry one
                  where number < :before and (:account is null or exists (
                    select from billing.ledger_line
                    where entry = one.number and account = :account))
                  order by number desc limit :most) as page)
            order by e.number desc, l.line""")
        .bind("before", before)
        .bindByType("account", account.orElse(null), String.class)
        .bind("most", most)
        .map(
            (row, context) ->
                new LedgerRoutes.Written(
                    row.getLong("number"),
                    row.getString("reason"),
                    row.getObject("day", LocalDate.class),
                    row.getString("account"),
                    MoneyColumns.of(row)))
        .list();
  }

  /** Begins to earn what was paid for a term. */
  static void begin(Handle tx, Recognition.Term term) {
    tx.createUpdate(
            """
            insert into billing.recognition
            values (:payment, :currency, :amount, :first, :end, 0, :first)
            on conflict do nothing""")
        .bind("payment", term.payment())
        .bind("currency", term.net().getCurrencyUnit().getCode())
        .bind("amount", term.net().getAmount())
        .bind("first", term.firstDay())
        .bind("end", term.endDay())
        .execute();
  }

  /** Some of those of which something before {@code day} is not earned yet, locked. */
  static List<Recognition.Term> unearned(Handle tx, LocalDate day, int most) {
    return tx.createQuery(
            """
            select *, net as amount from billing.recognition
            where earned < net and earned_until < :day and first_day < :day
            order by earned_until, payment limit :most for update skip locked""")
        .bind("day", day)
        .bind("most", most)
        .map((row, context) -> term(row))
        .list();
  }

  /** Puts down how much of each is earned. */
  static void earned(Handle tx, List<Recognition.Term> terms) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            update billing.recognition set earned = :earned, earned_until = :until
            where payment = :payment""");
    for (Recognition.Term term : terms) {
      batch
          .bind("earned", term.earned().getAmount())
          .bind("until", term.earnedUntil())
          .bind("payment", term.payment())
          .add();
    }
    batch.execute();
  }

  private static Recognition.Term term(ResultSet row) throws SQLException {
    Money net = MoneyColumns.of(row);
    return new Recognition.Term(
        row.getObject("payment", UUID.class),
        net,
        row.getObject("first_day", LocalDate.class),
        row.getObject("end_day", LocalDate.class),
        MoneyColumns.of(row, "earned"),
        row.getObject("earned_until", LocalDate.class));
  }
}
