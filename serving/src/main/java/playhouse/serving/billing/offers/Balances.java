package playhouse.serving.billing.offers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.ledger.Recognition;

/**
 * What people have with us: we owe it until invoices are met from it. Everything is part of the
 * caller's transaction, and happens once for its reason.
 */
public final class Balances {
  private Balances() {}

  /** A person's in a currency. */
  public static Money of(Handle handle, UUID person, CurrencyUnit currency) {
    return BalanceStore.find(handle, person, currency).orElse(Money.zero(currency));
  }

  /** Takes as much of something as there is; how much that was. */
  public static Money use(Handle tx, UUID person, Money wanted, String reason, Instant now) {
    Money zero = Money.zero(wanted.getCurrencyUnit());
    if (!wanted.isPositive()) {
      return zero;
    }
    Money there = BalanceStore.locked(tx, person, wanted.getCurrencyUnit()).orElse(zero);
    Money used = there.isLessThan(wanted) ? there : wanted;
    if (used.isPositive()) {
      BalanceStore.change(tx, person, used.negated(), reason, now);
    }
    return used;
  }

  /** Puts back what was taken and is not needed. */
  public static void putBack(Handle tx, UUID person, Money amount, String reason, Instant now) {
    if (amount.isPositive()) {
      BalanceStore.change(tx, person, amount, reason, now);
    }
  }

  /** What was taken for an invoice is ours: owed as term and tax, and earned day by day. */
  public static void spent(
      Handle tx,
      String invoice,
      Money amount,
      Money tax,
      Instant from,
      Instant until,
      Instant now) {
    if (!amount.isPositive()) {
      return;
    }
    Money net = amount.minus(tax);
    String reason = "invoice/" + invoice + "/balance";
    post(
        tx,
        reason,
        now,
        Posting.Line.debit(Account.GIFT, amount),
        Posting.Line.credit(Account.DEFERRED, net),
        Posting.Line.credit(Account.TAX, tax));
    UUID id = UUID.nameUUIDFromBytes(reason.getBytes(StandardCharsets.UTF_8));
    Recognition.begin(tx, List.of(Recognition.term(id, net, from, until)));
  }

  /**
   * Gives back what was taken for an invoice. Its days go on being earned: what goes back is taken
   * from what is earned at once, so that both add up when the time is over.
   */
  public static void giveBack(
      Handle tx, UUID person, Money amount, Money tax, String reason, Instant now) {
    if (!amount.isPositive()) {
      return;
    }
    BalanceStore.change(tx, person, amount, reason, now);
    post(
        tx,
        reason + "/balance",
        now,
        Posting.Line.debit(Account.REVENUE, amount.minus(tax)),
        Posting.Line.debit(Account.TAX, tax),
        Posting.Line.credit(Account.GIFT, amount));
  }

  /** Puts on a balance what was to go back and could not: it is owed as before, otherwise. */
  public static void instead(Handle tx, UUID person, Money amount, String reason, Instant now) {
    BalanceStore.change(tx, person, amount, reason, now);
    post(
        tx,
        reason + "/credited",
        now,
        Posting.Line.debit(Account.REFUNDS, amount),
        Posting.Line.credit(Account.GIFT, amount));
  }

  static void post(Handle tx, String reason, Instant now, Posting.Line... lines) {
    Ledger.post(
        tx, new Posting(reason, now.atOffset(ZoneOffset.UTC).toLocalDate(), List.of(lines)), now);
  }
}
