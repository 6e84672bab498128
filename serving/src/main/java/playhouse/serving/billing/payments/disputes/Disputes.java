package playhouse.serving.billing.payments.disputes;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.platform.Refusal;

/** The book of money that came wrong: put down once for each, until people have decided. */
public final class Disputes {
  private Disputes() {}

  /** Whether that money is in the book. */
  public static boolean knows(Handle handle, UUID payment, String providerCharge) {
    return DisputeStore.exists(handle, payment, providerCharge);
  }

  /** Whether money of a subscription's payer is with us and not decided on. */
  public static boolean openOf(Handle handle, UUID subscription) {
    return DisputeStore.openOf(handle, subscription);
  }

  /** Those that are not decided on, the oldest first. */
  public static List<Dispute> open(Handle handle, int most) {
    return DisputeStore.open(handle, most);
  }

  /** Puts money down that came; a second time changes nothing, and is empty. */
  public static Optional<Dispute> open(
      Handle tx, Payment payment, Refund.Source source, String code, Journal journal) {
    Dispute dispute =
        new Dispute(UUID.randomUUID(), payment.id(), source, code, "open", journal.now());
    if (!DisputeStore.open(tx, dispute)) {
      return Optional.empty();
    }
    journal.post(
        "dispute/" + payment.id() + "/" + dispute.id() + "/opened",
        Posting.Line.debit(Account.PROVIDER, dispute.amount()),
        Posting.Line.credit(Account.SUSPENSE, dispute.amount()));
    journal.facts().disputed(payment, dispute.id(), code, dispute.amount());
    return Optional.of(dispute);
  }

  /**
   * The money of a locked payment that is to be decided on, locked.
   *
   * @throws Refusal 409 if there is none
   */
  public static Dispute toDecide(Handle tx, UUID payment) {
    return DisputeStore.lockedOpen(tx, payment)
        .orElseThrow(() -> Refusal.conflict("nothing_disputed", "there is nothing to decide on"));
  }

  /** It is taken for what was asked for. */
  public static void accepted(Handle tx, Dispute dispute, Journal journal) {
    DisputeStore.decide(tx, dispute.id(), "accepted", journal.now());
  }

  /** It goes back. */
  public static void returned(Handle tx, Dispute dispute, Journal journal) {
    DisputeStore.decide(tx, dispute.id(), "returned", journal.now());
  }

  /** It cannot go back. */
  public static void kept(Handle tx, Dispute dispute, Journal journal) {
    DisputeStore.decide(tx, dispute.id(), "kept", journal.now());
    journal.post(
        "dispute/" + dispute.id() + "/kept",
        Posting.Line.debit(Account.SUSPENSE, dispute.amount()),
        Posting.Line.credit(Account.DIFFERENCE, dispute.amount()));
  }

  /** What an attempt brought by a provider and is not decided on, if that came wrong; locked. */
  static Optional<Dispute> undecided(Handle tx, UUID payment, String route, String reference) {
    return DisputeStore.lockedOpen(tx, payment, route, reference);
  }

  /** The payer's bank has it: there is nothing to decide on. */
  static void takenBack(Handle tx, Dispute dispute, Journal journal) {
    DisputeStore.decide(tx, dispute.id(), "taken_back", journal.now());
  }

  /** It came again, and is to be decided on. */
  static Dispute cameAgain(Handle tx, UUID id) {
    DisputeStore.reopen(tx, id);
    return DisputeStore.locked(tx, id);
  }

  /** Whether any other money of a payment is to be decided on. */
  static boolean openOfPayment(Handle tx, UUID payment) {
    return DisputeStore.lockedOpen(tx, payment).isPresent();
  }

  /** Whether it may be taken for what was asked for: the currency must be the same. */
  public static Optional<Money> acceptable(Payment payment, Dispute dispute) {
    return payment.state() == Payment.State.DISPUTED
            && dispute.amount().getCurrencyUnit().equals(payment.amount().getCurrencyUnit())
        ? Optional.of(dispute.amount())
        : Optional.empty();
  }
}
