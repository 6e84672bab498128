package playhouse.serving.billing.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** The ledger in the database, which itself sees to it that it sums to zero and stays. */
final class LedgerStore {
  private LedgerStore() {}

  /** An entry that was written. */
  record Entry(UUID id, Posting posting) {}

  /**
   * Writes entries with their lines, each once for its reason; those that were not there before.
   */
  static List<Entry> write(Handle tx, List<Posting> postings, Instant now) {
    if (postings.isEmpty()) {
      return List.of();
    }
    Set<LocalDate> closed = closed(tx);
    Map<UUID, Posting> byId = new LinkedHashMap<>();
    postings.forEach(posting -> byId.put(UUID.randomUUID(), open(posting, closed)));
    Map<Long, Entry> written = entries(tx, byId, now);
    lines(tx, written);
    return List.copyOf(written.values());
  }

  private static Map<Long, Entry> entries(Handle tx, Map<UUID, Posting> byId, Instant now) {
    Map<Long, Entry> written = new TreeMap<>();
    tx.createQuery(
            """
            insert into billing.ledger_entry (id, reason, day, lines, written)
            select id, reason, day, lines, :now
            from unnest(:ids, :reasons, :days::date[], :counts) as e (id, reason, day, lines)
            on conflict (reason) do nothing returning number, id""")
        .bindArray("ids", UUID.class, byId.keySet())
        .bindArray("reasons", String.class, byId.values().stream().map(Posting::reason).toList())
        .bindArray(
            "days", String.class, byId.values().stream().map(p -> p.day().toString()).toList())
        .bindArray(
            "counts", Integer.class, byId.values().stream().map(p -> p.lines().size()).toList())
        .bind("now", now)
        .map((row, context) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
        .forEach(
            row ->
                written.put(
                    row.getKey(),
                    new Entry(row.getValue(), Objects.requireNonNull(byId.get(row.getValue())))));
    return written;
  }

  /** All in one statement, with which they are checked. */
  private static void lines(Handle tx, Map<Long, Entry> entries) {
    List<Long> numbers = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Posting.Line> lines = new ArrayList<>();
    entries.forEach(
        (number, entry) -> {
          int place = 0;
          for (Posting.Line line : entry.posting().lines()) {
            numbers.add(number);
            places.add(++place);
            lines.add(line);
          }
        });
    if (lines.isEmpty()) {
      return;
    }
    tx.createUpdate(
            """
            insert into billing.ledger_line
            select * from unnest(:entries, :places, :accounts, :currencies, :amounts::numeric[])""")
        .bindArray("entries", Long.class, numbers)
        .bindArray("places", Integer.class, places)
        .bindArray("accounts", String.class, texts(lines, line -> line.account().code()))
        .bindArray(
            "currencies",
            String.class,
            texts(lines, line -> line.amount().getCurrencyUnit().getCode()))
        .bindArray(
            "amounts",
            String.class,
            texts(lines, line -> line.amount().getAmount().toPlainString()))
        .execute();
  }

  private static List<String> texts(List<Posting.Line> lines, Function<Posting.Line, String> text) {
    return lines.stream().map(text).toList();
  }

  /** On the first day from its own on whose month is open. */
  private static Posting open(Posting posting, Set<LocalDate> closed) {
    LocalDate open = posting.day();
    while (closed.contains(open.withDayOfMonth(1))) {
      open = open.withDayOfMonth(1).plusMonths(1);
    }
    return new Posting(posting.reason(), open, posting.lines());
  }

  private static Set<LocalDate> closed(Handle tx) {
    return tx.createQuery("select month from billing.ledger_closed")
        .mapTo(LocalDate.class)
        .collect(Collectors.toSet());
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

  /** Begins to earn what was paid for terms. */
  static void begin(Handle tx, List<Recognition.Term> terms) {
    if (terms.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into billing.recognition
            values (:payment, :currency, :amount, :first, :end, 0, :first)
            on conflict do nothing""");
    for (Recognition.Term term : terms) {
      batch
          .bind("payment", term.payment())
          .bind("currency", term.net().getCurrencyUnit().getCode())
          .bind("amount", term.net().getAmount())
          .bind("first", term.firstDay())
          .bind("end", term.endDay())
          .add();
    }
    batch.execute();
  }

  /** What was paid by that payment, locked. */
  static Optional<Recognition.Term> locked(Handle tx, UUID payment) {
    return tx.createQuery(
            """
            select *, net as amount from billing.recognition where payment = :payment for update""")
        .bind("payment", payment)
        .map((row, context) -> term(row))
        .findOne();
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

  /** Puts down how much there is of each and how much of it is earned. */
  static void change(Handle tx, List<Recognition.Term> terms) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            update billing.recognition set net = :net, first_day = :first, earned = :earned,
              earned_until = :until
            where payment = :payment""");
    for (Recognition.Term term : terms) {
      batch
          .bind("net", term.net().getAmount())
          .bind("first", term.firstDay())
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
