package playhouse.serving.billing.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.reconciliation.Mismatch.Batch;
import playhouse.serving.billing.reconciliation.Mismatch.Booked;
import playhouse.serving.billing.reconciliation.Mismatch.Members;
import playhouse.serving.billing.reconciliation.Mismatch.Side;
import playhouse.serving.billing.reconciliation.Mismatch.Told;
import playhouse.serving.billing.reconciliation.limits.Limits;
import playhouse.serving.billing.reconciliation.limits.Tolerance;
import playhouse.serving.billing.reconciliation.statements.StatementStore;

/**
 * Holds statements against the ledger, and the bank against what providers settled. What is the
 * same is booked on; what is not, or does not come in time, is a mismatch.
 */
public final class Reconciliation {
  /** How long money may be on its way from a payer's bank to a statement. */
  static final Duration GRACE = Duration.ofDays(5);

  private static final int AT_ONCE = 500;

  private final Limits limits;
  private final Tolerance tolerance;
  private final Clock clock;

  /** By that clock, within the usual limits. */
  Reconciliation(Clock clock) {
    this(Limits.USUAL, clock);
  }

  /** By that clock, within those limits. */
  public Reconciliation(Limits limits, Clock clock) {
    this.limits = limits;
    this.tolerance = limits.tolerance();
    this.clock = clock;
  }

  /** Matches some of what is here; how many lines were put somewhere. */
  public int match(Handle tx) {
    StatementStore.lock(tx);
    return settled(tx) + learnt(tx) + paid(tx) + overdue(tx);
  }

  private int settled(Handle tx) {
    List<Told> told = MatchStore.looseSettled(tx, AT_ONCE);
    Matching.Found found = find(tx, told);
    Map<String, List<Matching.Pair>> byBatch =
        found.pairs().stream()
            .collect(
                Collectors.groupingBy(
                    pair ->
                        pair.told().line().batch()
                            + " "
                            + pair.booked().amount().getCurrencyUnit().getCode(),
                    TreeMap::new,
                    Collectors.toList()));
    byBatch.values().forEach(pairs -> book(tx, pairs));
    for (Matching.Odd odd : found.odd()) {
      open(
          tx,
          mismatch(odd.kind(), Side.SETTLEMENT, odd.told().subject(), odd.told(), odd.difference()),
          new Members(List.of(odd.told()), odd.booked().stream().toList(), List.of()));
    }
    return told.size();
  }

  /**
   * What the ledger did not know of and has learnt since, such as from a provider's late answer.
   */
  private int learnt(Handle tx) {
    int learnt = 0;
    for (UUID id : MismatchStore.booked(tx, AT_ONCE)) {
      List<Told> told = MatchStore.members(tx, id).told();
      Matching.Found found = find(tx, told);
      if (!told.isEmpty() && found.pairs().size() == told.size()) {
        book(tx, found.pairs());
        came(tx, id);
        learnt++;
      }
    }
    return learnt;
  }

  /** What matches these lines. */
  Matching.Found find(Handle tx, List<Told> told) {
    Set<String> subjects = told.stream().map(Told::subject).collect(Collectors.toSet());
    return Matching.match(
        told,
        MatchStore.booked(tx, subjects),
        MatchStore.toldBefore(tx, subjects),
        tolerance,
        new RateStore(tx)::exchanged);
  }

  /** Lines of the ledger that these may be of. */
  List<Booked> candidates(Handle tx, List<Told> told) {
    return MatchStore.booked(tx, told.stream().map(Told::subject).collect(Collectors.toSet()));
  }

  /** Has the provider owe us no more what it has settled. */
  UUID book(Handle tx, List<Matching.Pair> pairs) {
    UUID id = UUID.randomUUID();
    List<Told> told = pairs.stream().map(Matching.Pair::told).toList();
    List<Booked> booked = pairs.stream().map(Matching.Pair::booked).toList();
    Money amount = booked.stream().map(Booked::amount).reduce(Money::plus).orElseThrow();
    Entries entries = new Entries();
    RateStore rates = new RateStore(tx);
    pairs.forEach(pair -> entries.settled(pair, rates));
    HoldingStore.add(
        tx, id, pairs.size() == 1 ? "1-1" : "batch", told, booked.size(), amount, now());
    HoldingStore.hold(tx, "match", id, new Members(List.of(), booked, List.of()));
    post(tx, "recon/" + id, told.get(0).day(), entries);
    booked.forEach(b -> b.mismatch().ifPresent(found -> came(tx, found)));
    new ReconciliationFacts(tx, now())
        .matched(id, told.get(0).name(), told.size(), booked.size(), amount);
    return id;
  }

  private int paid(Handle tx) {
    List<Told> lines = MatchStore.looseBank(tx, AT_ONCE);
    List<String> names =
        lines.stream()
            .flatMap(told -> Stream.of(told.line().reference().split(" ", -1)))
            .distinct()
            .toList();
    LocalDate limit = today().minusDays(GRACE.toDays());
    Payouts.Found found =
        Payouts.match(
            lines,
            MatchStore.due(tx, names),
            MatchStore.paid(tx, names),
            tolerance,
            told -> told.line().reference().isEmpty() || told.day().isBefore(limit));
    found.same().forEach(same -> book(tx, same));
    for (Payouts.Odd odd : found.odd()) {
      Told first = odd.lines().get(0);
      String subject =
          odd.batches().isEmpty() ? first.line().reference() : odd.batches().get(0).name();
      open(
          tx,
          mismatch(odd.kind(), Side.BANK, subject, first, odd.difference()),
          new Members(odd.lines(), List.of(), odd.batches()));
      odd.batches().forEach(batch -> batch.mismatch().ifPresent(m -> came(tx, m)));
    }
    return found.same().size() + found.odd().size();
  }

  /** Has the bank have what was on its way. */
  void book(Handle tx, Payouts.Same same) {
    UUID id = UUID.randomUUID();
    Money amount = same.lines().stream().map(t -> t.line().net()).reduce(Money::plus).orElseThrow();
    String kind =
        (same.lines().size() == 1 ? "1" : "n") + "-" + (same.batches().size() == 1 ? "1" : "n");
    int settled = same.batches().stream().mapToInt(Batch::lines).sum();
    HoldingStore.add(tx, id, kind, same.lines(), settled, amount, now());
    HoldingStore.hold(tx, "match", id, new Members(List.of(), List.of(), same.batches()));
    post(tx, "recon/" + id, same.lines().get(0).day(), new Entries().paid(same));
    same.batches().forEach(batch -> batch.mismatch().ifPresent(m -> came(tx, m)));
    new ReconciliationFacts(tx, now())
        .matched(id, same.lines().get(0).name(), same.lines().size(), settled, amount);
  }

  /** What no statement told of in time. */
  private int overdue(Handle tx) {
    Instant until = now().minus(GRACE);
    MatchStore.Mark mark = MatchStore.mark(tx);
    List<Booked> late = MatchStore.overdue(tx, mark, until, AT_ONCE);
    for (Booked booked : late) {
      open(
          tx,
          mismatch(
              Mismatch.Kind.MISSING_IN_STATEMENT,
              Side.SETTLEMENT,
              booked.subject(),
              Optional.empty(),
              booked.day(),
              booked.amount().negated()),
          new Members(List.of(), List.of(booked), List.of()));
    }
    if (late.size() < AT_ONCE && until.isAfter(mark.written())) {
      MatchStore.mark(tx, until);
    }
    List<Batch> unpaid = MatchStore.overdue(tx, today().minusDays(GRACE.toDays()), AT_ONCE);
    for (Batch batch : unpaid) {
      open(
          tx,
          mismatch(
              Mismatch.Kind.MISSING_IN_STATEMENT,
              Side.BANK,
              batch.name(),
              Optional.empty(),
              batch.day(),
              batch.net().negated()),
          new Members(List.of(), List.of(), List.of(batch)));
    }
    return late.size() + unpaid.size();
  }

  private Mismatch mismatch(
      Mismatch.Kind kind, Side side, String subject, Told told, Money difference) {
    return mismatch(kind, side, subject, Optional.of(told.name()), told.day(), difference);
  }

  private Mismatch mismatch(
      Mismatch.Kind kind,
      Side side,
      String subject,
      Optional<String> statement,
      LocalDate day,
      Money difference) {
    return new Mismatch(
        0,
        UUID.randomUUID(),
        kind,
        side,
        subject,
        statement.orElse(""),
        day,
        difference,
        now(),
        Mismatch.State.OPEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void open(Handle tx, Mismatch mismatch, Members members) {
    // Of what was missing before more is known now.
    members.booked().forEach(b -> b.mismatch().ifPresent(found -> came(tx, found)));
    MismatchStore.open(tx, mismatch);
    HoldingStore.hold(tx, "exception", mismatch.id(), members);
    new ReconciliationFacts(tx, now()).excepted(mismatch);
  }

  /** What was missing has come. */
  private void came(Handle tx, UUID mismatch) {
    MismatchStore.resolve(tx, mismatch, "matched", Optional.empty());
    MismatchStore.act(tx, mismatch, now(), "reconciliation", "matched", "it came");
    new ReconciliationFacts(tx, now()).resolved(mismatch, "matched");
  }

  void post(Handle tx, String reason, LocalDate day, Entries entries) {
    Ledger.post(tx, new Posting(reason, day, entries.lines()), now());
  }

  Limits limits() {
    return limits;
  }

  Tolerance tolerance() {
    return tolerance;
  }

  LocalDate today() {
    return now().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
