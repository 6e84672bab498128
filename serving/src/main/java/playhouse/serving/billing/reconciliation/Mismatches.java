package playhouse.serving.billing.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.reconciliation.Mismatch.Members;
import playhouse.serving.billing.reconciliation.Mismatch.Side;
import playhouse.serving.billing.reconciliation.Mismatch.State;
import playhouse.serving.billing.reconciliation.statements.StatementStore;
import playhouse.serving.platform.Refusal;

/** What people do about mismatches, until there are none. */
final class Mismatches {
  private final Reconciliation books;

  Mismatches(Reconciliation books) {
    this.books = books;
  }

  /** What is done about one. */
  enum How {
    /**
     * What the statement tells of and the ledger does not is taken in; whose it is is not known.
     */
    POST("posted"),
    /** The difference is given up. */
    WRITE_OFF("written-off"),
    /** It and another are the same money. */
    MATCH("matched"),
    /** It is matched again, now that more is known. */
    AGAIN("matched");

    private final String resolution;

    How(String resolution) {
      this.resolution = resolution;
    }
  }

  /**
   * Does it.
   *
   * @param with the other one, to be matched with
   * @param who their subject
   * @throws Refusal 404 if there is none; 409 if that does not settle it, or is not theirs to
   *     decide
   */
  Mismatch decide(Handle tx, UUID id, How how, Optional<UUID> with, String who, String note) {
    StatementStore.lock(tx);
    Mismatch mismatch = open(tx, id);
    switch (how) {
      case POST -> post(tx, mismatch, who, note);
      case WRITE_OFF -> writeOff(tx, mismatch, who, note);
      case MATCH -> match(tx, mismatch, with, who, note);
      case AGAIN -> again(tx, mismatch, who, note);
    }
    return MismatchStore.locked(tx, id).orElseThrow();
  }

  private static Mismatch open(Handle tx, UUID id) {
    Mismatch mismatch =
        MismatchStore.locked(tx, id)
            .orElseThrow(() -> Refusal.missing("there is no such exception"));
    if (mismatch.state() == State.RESOLVED) {
      throw Refusal.conflict("exception_resolved", "it is resolved already");
    }
    return mismatch;
  }

  private void post(Handle tx, Mismatch mismatch, String who, String note) {
    Members members = MatchStore.members(tx, mismatch.id());
    Entries entries = entries(tx, members);
    // Money that is there and that nobody misses: not one that is missing.
    boolean gained = entries.askew().stream().allMatch(Money::isPositive);
    if (members.told().isEmpty() || !gained || mixed(entries)) {
      throw Refusal.conflict("nothing_to_post", "no money came that could be taken in");
    }
    end(tx, List.of(mismatch), How.POST, entries.rest(Account.UNCLAIMED), who, note);
  }

  private void writeOff(Handle tx, Mismatch mismatch, String who, String note) {
    Entries entries = entries(tx, MatchStore.members(tx, mismatch.id()));
    if (mixed(entries)) {
      throw Refusal.conflict("nothing_to_post", "it is in two currencies: match it again");
    }
    boolean much = entries.askew().stream().anyMatch(books.limits()::needsTwo);
    if (much && !agreed(tx, mismatch, who)) {
      MismatchStore.act(tx, mismatch.id(), books.now(), who, "proposed write-off", note);
      MismatchStore.propose(tx, mismatch.id());
      return;
    }
    end(tx, List.of(mismatch), How.WRITE_OFF, entries.rest(Account.WRITTEN_OFF), who, note);
  }

  /** Whether somebody else has proposed it. */
  private static boolean agreed(Handle tx, Mismatch mismatch, String who) {
    List<MismatchRoutes.Action> proposals =
        MismatchStore.actions(tx, mismatch.id()).stream()
            .filter(action -> action.what().startsWith("proposed"))
            .toList();
    if (proposals.isEmpty()) {
      return false;
    }
    if (proposals.stream().anyMatch(action -> action.who().equals(who))) {
      throw Refusal.conflict("second_person_needed", "somebody else must agree to that");
    }
    return true;
  }

  private void match(Handle tx, Mismatch one, Optional<UUID> with, String who, String note) {
    Mismatch other = open(tx, with.orElseThrow(() -> Refusal.bad("with", "must be given")));
    if (other.id().equals(one.id()) || other.side() != one.side()) {
      throw Refusal.conflict("still_different", "these two cannot be the same money");
    }
    Members both = both(MatchStore.members(tx, one.id()), MatchStore.members(tx, other.id()));
    Entries entries = entries(tx, both);
    boolean one2one =
        !both.told().isEmpty() && !(both.booked().isEmpty() && both.batches().isEmpty());
    boolean near =
        entries.askew().stream()
            .allMatch(difference -> books.tolerance().covers(difference, both.told().size()));
    if (!one2one || !near || foreign(both)) {
      throw Refusal.conflict("still_different", "these two are not the same amount");
    }
    end(tx, List.of(one, other), How.MATCH, entries.rest(Account.ROUNDING), who, note);
  }

  private void again(Handle tx, Mismatch mismatch, String who, String note) {
    Members members = MatchStore.members(tx, mismatch.id());
    if (mismatch.side() == Side.BANK || members.told().isEmpty()) {
      throw Refusal.conflict("still_different", "it is matched by itself when more is told");
    }
    Matching.Found found =
        Matching.match(
            members.told(),
            members.booked().isEmpty()
                ? books.candidates(tx, members.told())
                : members.booked().stream().map(Mismatches::free).toList(),
            java.util.Set.of(),
            books.tolerance(),
            new RateStore(tx)::exchanged);
    if (!found.odd().isEmpty()) {
      throw Refusal.conflict("still_different", "it is still not the same");
    }
    UUID match = books.book(tx, found.pairs());
    close(tx, mismatch, How.AGAIN, Optional.of("recon/" + match), who, note);
  }

  /** As if it lay in none. */
  private static Mismatch.Booked free(Mismatch.Booked b) {
    return new Mismatch.Booked(
        b.entry(), b.line(), b.subject(), b.day(), b.amount(), Optional.empty());
  }

  private static Entries entries(Handle tx, Members members) {
    return new Entries().of(members, new RateStore(tx));
  }

  private void end(
      Handle tx, List<Mismatch> all, How how, Entries entries, String who, String note) {
    Mismatch first = all.get(0);
    String reason = "recon/" + first.id();
    LocalDate day = all.stream().map(Mismatch::day).max(LocalDate::compareTo).orElseThrow();
    books.post(tx, reason, day, entries);
    all.forEach(each -> close(tx, each, how, Optional.of(reason), who, note));
  }

  private void close(
      Handle tx, Mismatch mismatch, How how, Optional<String> reason, String who, String note) {
    MismatchStore.resolve(tx, mismatch.id(), how.resolution, reason);
    MismatchStore.act(tx, mismatch.id(), books.now(), who, how.resolution, note);
    new ReconciliationFacts(tx, books.now()).resolved(mismatch.id(), how.resolution);
  }

  private static Members both(Members one, Members other) {
    return new Members(
        Stream.concat(one.told().stream(), other.told().stream()).toList(),
        Stream.concat(one.booked().stream(), other.booked().stream()).toList(),
        Stream.concat(one.batches().stream(), other.batches().stream()).toList());
  }

  /** Whether the difference lies in more than one currency: then it is not a sum. */
  private static boolean mixed(Entries entries) {
    return entries.askew().size() > 1;
  }

  private static boolean foreign(Members members) {
    List<Money> all = new ArrayList<>();
    members.told().forEach(t -> all.addAll(List.of(t.line().gross(), t.line().net())));
    members.booked().forEach(b -> all.add(b.amount()));
    members.batches().forEach(b -> all.add(b.net()));
    return all.stream().map(Money::getCurrencyUnit).distinct().count() > 1;
  }
}
