package playhouse.serving.identity.risk.feedback;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Account;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.LabelGiven;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.outbox.Outbox;

/**
 * What people and rules say of sign-ups. So that nobody can teach the rules what suits them: each
 * says one thing of an account, only so much in a day; whoever is contradicted counts for nothing;
 * and what a rule says is told in reports, but never taught to the rules.
 */
public final class Labels {
  private static final String SYSTEM = "S4.4";
  private static final String SOURCE = "/serving/identity";
  private static final Duration DAY = Duration.ofDays(1);

  /** More than anybody looks at with care in a day. */
  private static final int DAILY = 100;

  private Labels() {}

  /**
   * Puts down what somebody found; the same again changes nothing.
   *
   * @throws Refusal 404 if nobody signed up with that account; 429 if they have found too much
   */
  public static void give(Handle tx, Label label) {
    if (!LabelStore.signedUp(tx, label.account())) {
      throw Refusal.missing("nobody signed up with that account");
    }
    LabelStore.lock(tx, label.author());
    if (!label.source().equals("rule")
        && LabelStore.given(tx, label.author(), label.account(), label.at().minus(DAY)) >= DAILY) {
      throw Refusal.limited("too_many_labels", "nobody looks at so many with care in a day");
    }
    if (LabelStore.put(tx, label)) {
      tell(tx, label);
    }
  }

  /** Whether somebody has called that account abuse. */
  public static boolean accused(Handle tx, UUID account, String author) {
    return LabelStore.accused(tx, account, author);
  }

  private static void tell(Handle tx, Label label) {
    Instant moment = label.at().truncatedTo(ChronoUnit.MICROS);
    Outbox.add(
        tx,
        SYSTEM,
        Account.newBuilder()
            .setType("label.given")
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("label/" + label.account() + "/" + UUID.randomUUID())
                    .setSource(SOURCE)
                    .setPerson(label.account())
                    .setOccurred(moment)
                    .setSent(moment)
                    .setReceived(moment)
                    .build())
            .setLabelGiven(
                LabelGiven.newBuilder().setLabel(label.label()).setSource(label.source()).build())
            .build());
  }
}
