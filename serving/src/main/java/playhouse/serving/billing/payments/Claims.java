package playhouse.serving.billing.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.payments.Payment.State;
import playhouse.serving.billing.payments.Payment.Step;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;

/**
 * Takes payments of which something is to be done, for so long: who dies meanwhile leaves them as
 * if nobody had said what became of them. An attempt is judged before it is first sent, and has its
 * provider chosen; until that one has said what became of it, no other is asked.
 */
final class Claims {
  /** Longer than the answers of all that are claimed at once are waited for. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration NOBODY_WELL = Duration.ofSeconds(5);

  /** Long beyond every clock: people must say that it is to go on. */
  private static final Duration REVIEW = Duration.ofDays(365);

  private final Screening screening;
  private final Router router;
  private final Journalist refused;

  /**
   * Something to be asked of a provider.
   *
   * @param inquiry whether it was asked before, and what became of it is not known
   */
  record Claimed(Payment payment, boolean inquiry) {}

  /** Who puts down that a payment will not be made. */
  @FunctionalInterface
  interface Journalist {
    void failed(Handle tx, Payment payment, Journal journal);
  }

  Claims(Screening screening, Router router, Journalist refused) {
    this.screening = screening;
    this.router = router;
    this.refused = refused;
  }

  /** Claims some; what is refused or waits for people is put down, and counts as done. */
  List<Claimed> claim(Handle tx, Instant now, int most) {
    List<Claimed> claimed = new ArrayList<>();
    List<Payment> changed = new ArrayList<>();
    Journal journal = new Journal(now);
    for (Payment p : PaymentStore.due(tx, now, most)) {
      Payment ready = ready(tx, p, now, journal);
      if (ready.state() == State.DUE && ready.progress().route().isPresent()) {
        claimed.add(new Claimed(ready, false));
      } else if (ready.inFlight() || ready.state() == State.REQUIRES_ACTION) {
        claimed.add(new Claimed(ready, true));
      } else {
        changed.add(ready);
      }
    }
    claimed.forEach(
        each -> {
          Payment p = each.payment();
          changed.add(p.at(p.progress().in(State.SENDING, now.plus(LEASE))));
        });
    PaymentStore.change(tx, changed);
    journal.write(tx);
    return claimed;
  }

  private Payment ready(Handle tx, Payment p, Instant now, Journal journal) {
    Progress at = p.progress();
    if (at.state() == State.AUTHORISED) {
      return new Course(now).letGo(p, Course.EXPIRED);
    }
    if (at.state() != State.DUE || at.step() != Step.CHARGE) {
      return p;
    }
    Payment judged = at.screened() == at.attempt() ? p : judged(tx, p, now, journal);
    if (judged.state() != State.DUE || judged.progress().route().isPresent()) {
      return judged;
    }
    Payment routed = judged.at(judged.progress().by(router.first(judged)));
    return routed.progress().route().isPresent()
        ? routed
        : routed.at(routed.progress().in(State.DUE, now.plus(NOBODY_WELL)));
  }

  private Payment judged(Handle tx, Payment p, Instant now, Journal journal) {
    Screening.Verdict verdict =
        screening.judge(
            tx,
            new Screening.Question(
                p.id(),
                p.purpose().text(),
                p.person(),
                p.channel(),
                p.token(),
                p.country(),
                p.amount(),
                p.attempt(),
                now));
    Progress at = p.progress().judged(verdict == Screening.Verdict.CHALLENGE);
    return switch (verdict) {
      case ALLOW, CHALLENGE -> p.at(at);
      case REVIEW -> p.at(at.in(State.REVIEW, now.plus(REVIEW)));
      case DENY -> {
        Payment denied =
            p.at(at.said(p.providerId(), Optional.of(Payments.DENIED)).in(State.FAILED, now));
        refused.failed(tx, denied, journal);
        yield denied;
      }
    };
  }
}
