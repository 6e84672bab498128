package playhouse.serving.billing.fraud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.learning.LabelStore;
import playhouse.serving.platform.Refusal;

/** What people do about payments that they look at. */
public final class Cases {
  /** How long what was used for a fraud is refused. */
  private static final Duration REFUSED = Duration.ofDays(365);

  private final Release release;
  private final Clock clock;

  /**
   * Puts them together.
   *
   * @param release who is told what people decided
   */
  public Cases(Release release, Clock clock) {
    this.release = release;
    this.clock = clock;
  }

  /**
   * Takes a case for a while.
   *
   * @throws Refusal 404 if there is none; 409 if it is somebody else's, or decided
   */
  CaseStore.Case claim(Handle tx, UUID id, String who) {
    CaseStore.Case found = open(tx, id, who);
    CaseStore.claim(tx, id, who, now().plus(Fraud.LEASE));
    return CaseStore.locked(tx, found.id()).orElseThrow();
  }

  /**
   * Decides one.
   *
   * @throws Refusal 404 if there is none; 409 if it is not theirs, or decided
   */
  CaseStore.Case decide(Handle tx, UUID id, boolean genuine, String note, String who) {
    CaseStore.Case found = open(tx, id, who);
    boolean theirs =
        found.claimedBy().filter(who::equals).isPresent()
            && found.claimedUntil().filter(until -> until.isAfter(now())).isPresent();
    if (!theirs) {
      throw Refusal.conflict("case_not_claimed", "claim the case first");
    }
    CaseStore.decide(tx, id, genuine, note, who, now());
    LabelStore.add(tx, found.payment(), LabelStore.Source.CASE, !genuine, who, now());
    if (!genuine) {
      for (String thing : DecisionStore.madeWith(tx, found.payment(), found.attempt())) {
        refuse(tx, thing, id, who);
      }
    }
    release.decided(tx, found.payment(), genuine);
    new FraudFacts(tx, now()).decided(found, genuine);
    return CaseStore.locked(tx, id).orElseThrow();
  }

  private void refuse(Handle tx, String thing, UUID found, String who) {
    int slash = thing.indexOf('/');
    ListStore.put(
        tx,
        new ListStore.Entry(
            thing.substring(0, slash),
            thing.substring(slash + 1),
            "deny",
            "case " + found,
            who,
            now(),
            now().plus(REFUSED)));
  }

  private CaseStore.Case open(Handle tx, UUID id, String who) {
    CaseStore.Case found =
        CaseStore.locked(tx, id).orElseThrow(() -> Refusal.missing("there is no such case"));
    if (found.decision().isPresent()) {
      throw Refusal.conflict("case_decided", "the case is decided");
    }
    boolean others =
        found.claimedBy().filter(by -> !by.equals(who)).isPresent()
            && found.claimedUntil().filter(until -> until.isAfter(now())).isPresent();
    if (others) {
      throw Refusal.conflict("case_claimed", "somebody else looks at it");
    }
    return found;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
