package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.payments.Payment.State;
import playhouse.serving.billing.payments.Payment.Step;
import playhouse.serving.billing.payments.disputes.Dispute;
import playhouse.serving.billing.payments.disputes.Disputes;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.payments.refunds.Refunds;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/**
 * Puts down what became of payments, with all that follows: what is paid is paid, and what came
 * wrong is in a book. What a payment is for is locked before the payment, everywhere, so that
 * nobody waits in a ring.
 */
final class Settlement {
  /**
   * What was heard of an attempt.
   *
   * @param route from which provider
   */
  record Heard(UUID payment, int attempt, String route, Outcome outcome) {}

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final String LATE = "captured_late";

  private final Subscriptions subscriptions;
  private final Orders orders;
  private final Router router;
  private final Refunds refunds;

  Settlement(Subscriptions subscriptions, Orders orders, Router router, Refunds refunds) {
    this.subscriptions = subscriptions;
    this.orders = orders;
    this.router = router;
    this.refunds = refunds;
  }

  /** Locks a payment and what it is for; empty if there is none. */
  Optional<Payment> lock(Handle tx, UUID id) {
    return PaymentStore.find(tx, id)
        .map(
            known -> {
              known.purpose().subscription().ifPresent(s -> Subscriptions.locked(tx, s));
              known.purpose().purchase().ifPresent(purchase -> orders.lock(tx, purchase));
              return PaymentStore.locked(tx, id).orElseThrow();
            });
  }

  /** Puts down what became of attempts, unless that is known already. */
  void put(Handle tx, List<Heard> heard, Instant now) {
    List<UUID> ids = heard.stream().map(Heard::payment).toList();
    List<Payment> known = PaymentStore.find(tx, ids);
    TreeSet<UUID> ofSubscriptions = new TreeSet<>();
    TreeSet<UUID> ofPurchases = new TreeSet<>();
    for (Payment p : known) {
      p.purpose().subscription().ifPresent(ofSubscriptions::add);
      p.purpose().purchase().ifPresent(ofPurchases::add);
    }
    ofSubscriptions.forEach(id -> Subscriptions.locked(tx, id));
    ofPurchases.forEach(id -> orders.lock(tx, id));
    Map<UUID, Payment> current = new HashMap<>();
    PaymentStore.locked(tx, ids).forEach(p -> current.put(p.id(), p));
    Map<UUID, Payment> before = Map.copyOf(current);
    Journal journal = new Journal(now);
    for (Heard each : heard) {
      Payment p = current.get(each.payment());
      if (p != null) {
        current.put(p.id(), become(tx, p, each, journal));
      }
    }
    PaymentStore.change(
        tx, current.values().stream().filter(p -> !p.equals(before.get(p.id()))).toList());
    journal.write(tx);
  }

  private Payment become(Handle tx, Payment p, Heard heard, Journal journal) {
    boolean thisAttempt = p.attempt() == heard.attempt();
    if (p.settled() || !thisAttempt) {
      if (!(heard.outcome() instanceof Outcome.Captured captured)) {
        return p;
      }
      if (Disputes.knows(tx, p.id(), captured.providerId())) {
        return p;
      }
      if (p.settled()) {
        return late(tx, p, heard, captured, journal);
      }
      // An attempt that was given up has brought the money after all.
    }
    if (heard.outcome() instanceof Outcome.ActionRequired && p.state() == State.AUTHORISED) {
      // Told late: it was done meanwhile.
      return p;
    }
    Payment next = next(tx, p, heard, journal.now());
    if (!thisAttempt) {
      next = next.at(next.progress().attempted(heard.attempt()).by(Optional.of(heard.route())));
    }
    if (heard.outcome() instanceof Outcome.Captured captured && unwanted(tx, p, captured)) {
      return sentBack(tx, next, heard, captured, journal);
    }
    follow(tx, p, next, heard, journal);
    return next;
  }

  /** Whether money came for what was cancelled before it began, or before it was paid. */
  private static boolean unwanted(Handle tx, Payment p, Outcome.Captured captured) {
    boolean stopped =
        p.purpose().purchase().isPresent()
            && p.progress().step() == Step.RELEASE
            && p.code().equals(Optional.of(Course.RELEASED));
    return captured.money().isPresent()
        && (stopped
            || p.purpose().invoice().filter(id -> Subscriptions.abandoned(tx, id)).isPresent());
  }

  /** Has a locked payment of a purchase not be made; false if money is on its way. */
  boolean stop(Handle tx, Payment p, Instant now) {
    Progress at = p.progress();
    boolean unsent =
        p.state() == State.REVIEW || (p.state() == State.DUE && at.step() == Step.CHARGE);
    if (unsent) {
      PaymentStore.change(tx, p.at(at.in(State.STOPPED, now)));
      p.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
      return true;
    }
    boolean letGo = p.state() == State.AUTHORISED || p.state() == State.REQUIRES_ACTION;
    if (letGo) {
      PaymentStore.change(tx, new Course(now).letGo(p, Course.RELEASED));
    }
    return letGo;
  }

  /** It is in the book of money that came wrong, and goes back without anybody deciding. */
  private Payment sentBack(
      Handle tx, Payment next, Heard heard, Outcome.Captured captured, Journal journal) {
    dispute(tx, next, heard, captured, LATE, journal)
        .ifPresent(
            wrong -> {
              refunds.giveBack(tx, next, wrong.id(), wrong.source(), "cancelled");
              Disputes.returned(tx, wrong, journal);
            });
    next.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
    Optional<String> charge = Optional.of(captured.providerId());
    return next.at(next.progress().in(State.FAILED, journal.now()).said(charge, Optional.of(LATE)));
  }

  private Payment next(Handle tx, Payment p, Heard heard, Instant now) {
    Outcome outcome = heard.outcome();
    if (outcome instanceof Outcome.Captured captured && captured.money().isEmpty()) {
      LOG.error("{} was taken for payment {}: there is no such currency", captured, p.id());
      outcome = new Outcome.Unknown("currency " + captured.currency());
    }
    Optional<PaymentMethod> other =
        outcome instanceof Outcome.Declined
                || outcome instanceof Outcome.Released
                || outcome instanceof Outcome.NeverSeen
            ? PaymentStore.method(tx, p.person())
            : Optional.empty();
    Payment next = new Course(now).next(p, outcome, other);
    if (outcome instanceof Outcome.NotSent && p.progress().step() == Step.CHARGE) {
      // Certainly not there: another may be asked for the same attempt.
      Optional<String> another = router.after(p, heard.route());
      return another.isPresent()
          ? next.at(next.progress().in(State.DUE, now).by(another))
          : next.at(next.progress().by(Optional.empty()));
    }
    return next;
  }

  private void follow(Handle tx, Payment before, Payment next, Heard heard, Journal journal) {
    if (next.state() == State.CAPTURED) {
      paid(tx, next, journal);
      journal.captured(next);
    } else if (next.state() == State.DISPUTED
        && heard.outcome() instanceof Outcome.Captured captured) {
      dispute(tx, next, heard, captured, Course.DIFFERS, journal);
    } else if (heard.outcome() instanceof Outcome.Declined declined) {
      journal.facts().failed(before, declined.code());
      if (next.state() == State.FAILED) {
        next.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
      }
    } else if (next.state() == State.FAILED) {
      failed(tx, next, journal);
    } else if (next.attempt() != before.attempt() && heard.attempt() == before.attempt()) {
      journal.facts().failed(before, next.code().orElse("failed"));
    } else if (next.state() == State.STOPPED) {
      next.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
    } else if (heard.outcome() instanceof Outcome.Authorised
        && before.progress().step() == Step.CHARGE
        && next.progress().step() != Step.RELEASE) {
      journal.facts().authorised(next);
    }
  }

  /** What it is for is paid. */
  private void paid(Handle tx, Payment p, Journal journal) {
    if (p.purpose().purchase().isPresent()) {
      journal.title(p, orders.paid(tx, p.purpose().purchase().get()));
      return;
    }
    String invoice = p.purpose().invoice().orElseThrow();
    Invoice paid = subscriptions.paid(tx, invoice);
    journal.term(p, paid);
  }

  /** Nobody will be asked for it any more. */
  void failed(Handle tx, Payment p, Journal journal) {
    journal.facts().failed(p, p.code().orElse("failed"));
    p.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
  }

  /** Money that comes when nobody waits for it any more is not lost sight of. */
  private Payment late(
      Handle tx, Payment p, Heard heard, Outcome.Captured captured, Journal journal) {
    boolean ours = p.state() == State.CAPTURED;
    if (ours && p.providerId().equals(Optional.of(captured.providerId()))) {
      return p;
    }
    if (captured.money().isEmpty()) {
      LOG.error("{} was taken for payment {}: there is no such currency", captured, p.id());
      return p;
    }
    boolean again = ours || p.state() == State.DISPUTED;
    if (!again && unwanted(tx, p, captured)) {
      return sentBack(tx, p, heard, captured, journal);
    }
    String code = again ? "captured_twice" : LATE;
    dispute(tx, p, heard, captured, code, journal);
    return again
        ? p
        : p.at(
            p.progress()
                .in(State.DISPUTED, journal.now())
                .said(Optional.of(captured.providerId()), Optional.of(code)));
  }

  private static Optional<Dispute> dispute(
      Handle tx, Payment p, Heard heard, Outcome.Captured captured, String code, Journal journal) {
    Money taken = captured.money().orElseThrow();
    LOG.error("{} of {} was taken for payment {}: {}", taken, p.amount(), p.id(), code);
    Refund.Source source =
        new Refund.Source(
            heard.route(), p.id() + "-" + heard.attempt(), captured.providerId(), taken);
    return Disputes.open(tx, p, source, code, journal);
  }

  /** Decides on money that came wrong; the payment is locked. */
  Payment decide(Handle tx, Payment p, Dispute.Decision decision, Journal journal) {
    Dispute dispute = Disputes.toDecide(tx, p.id());
    if (decision == Dispute.Decision.KEEP) {
      mayKeep(tx, p, dispute);
      Disputes.kept(tx, dispute, journal);
      return decided(tx, p, State.FAILED, dispute, journal);
    }
    if (decision == Dispute.Decision.GIVE_BACK) {
      refunds.giveBack(tx, p, dispute.id(), dispute.source(), dispute.code());
      Disputes.returned(tx, dispute, journal);
      return decided(tx, p, State.FAILED, dispute, journal);
    }
    Money taken =
        Disputes.acceptable(p, dispute)
            .filter(amount -> waitedFor(tx, p))
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "cannot_accept", "nothing is owed for it: it can be given back"));
    Disputes.accepted(tx, dispute, journal);
    Payment captured = decided(tx, p, State.CAPTURED, dispute, journal);
    paid(tx, captured, journal);
    journal.accepted(captured, dispute.id().toString(), taken);
    return captured;
  }

  /** Whoever's money is kept must not be asked for it again. */
  private void mayKeep(Handle tx, Payment p, Dispute dispute) {
    if (!Refunds.refused(tx, dispute.id())) {
      throw Refusal.conflict(
          "not_given_back", "its provider has not refused to give it back: give it back");
    }
    if (Disputes.acceptable(p, dispute).isPresent() && waitedFor(tx, p)) {
      throw Refusal.conflict("still_owed", "what it was taken for is still owed: accept it");
    }
  }

  /** A payment that is ours already stays as it is. */
  private static Payment decided(
      Handle tx, Payment p, State state, Dispute dispute, Journal journal) {
    if (p.state() != State.DISPUTED) {
      return p;
    }
    String reference = dispute.source().reference();
    int attempt = Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1));
    Progress at = p.progress();
    Payment next =
        state == State.CAPTURED
            ? p.at(
                at.in(state, journal.now())
                    .attempted(attempt)
                    .by(Optional.of(dispute.source().route()))
                    .said(Optional.of(dispute.source().providerCharge()), Optional.empty()))
            : p.at(at.in(state, journal.now()));
    PaymentStore.change(tx, next);
    return next;
  }

  private boolean waitedFor(Handle tx, Payment p) {
    return p.purpose()
        .invoice()
        .map(
            invoice ->
                Subscriptions.invoice(tx, invoice).state().equals("open")
                    && !Subscriptions.abandoned(tx, invoice))
        .orElseGet(() -> orders.lock(tx, p.purpose().purchase().orElseThrow()));
  }

  /** Ends what was paid for, for its money was taken back; false if it cannot end yet. */
  boolean end(Handle tx, Payment p) {
    if (p.state() == State.DISPUTED) {
      return endUnpaid(tx, p);
    }
    p.purpose().purchase().ifPresent(id -> orders.revoked(tx, id));
    return p.purpose().subscription().map(id -> subscriptions.revoke(tx, id)).orElse(true);
  }

  /** What came wrong is gone, and nothing else came: what it was for is not paid, if it waits. */
  private boolean endUnpaid(Handle tx, Payment p) {
    boolean waited = waitedFor(tx, p);
    PaymentStore.change(tx, p.at(p.progress().in(State.FAILED, p.nextAt())));
    if (!waited) {
      return true;
    }
    p.purpose().purchase().ifPresent(id -> orders.failed(tx, id));
    return p.purpose().subscription().map(id -> subscriptions.revoke(tx, id)).orElse(true);
  }

  /** All that was taken for it goes back: a title is not there any more. */
  void gone(Handle tx, Payment p) {
    p.purpose().purchase().ifPresent(id -> orders.revoked(tx, id));
  }
}
