package playhouse.serving.billing.reminders;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionFacts;
import playhouse.serving.billing.subscriptions.Subscriptions;

/**
 * Tells people what is coming, each once: that a trial ends, that a long term begins again, that
 * something is owed, that a rest is over, that it has ended.
 */
public final class Reminders {
  private static final int AT_ONCE = 200;

  private final Clock clock;
  private final Notices notices;

  /** By that clock, brought by those. */
  public Reminders(Clock clock, Notices notices) {
    this.clock = clock;
    this.notices = notices;
  }

  /** Tells what is due; how much that was. */
  public int tick(Handle tx) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return tell(tx, "trial-ending", ReminderStore.trials(tx, now, AT_ONCE), now)
        + tell(tx, "renewal", ReminderStore.renewals(tx, now, AT_ONCE), now)
        + tell(tx, "resuming", ReminderStore.resuming(tx, now, AT_ONCE), now)
        + tell(tx, "payment-due", ReminderStore.owing(tx, now, AT_ONCE), now)
        + tell(tx, "ended", ReminderStore.ended(tx, now, AT_ONCE), now);
  }

  private int tell(Handle tx, String kind, List<ReminderStore.Due> due, Instant now) {
    int told = 0;
    for (ReminderStore.Due each : due) {
      if (ReminderStore.told(tx, kind, each, now)) {
        Subscription s = Subscriptions.find(tx, each.subscription()).orElseThrow();
        String occasion = each.about() + "/" + each.days();
        new SubscriptionFacts(tx, now).reminded(s, kind, occasion);
        notices.tell(
            tx,
            new Notices.Notice(
                s.person(),
                s.id(),
                s.plan(),
                kind,
                each.about(),
                s.id() + "/" + kind + "/" + occasion));
        told++;
      }
    }
    return told;
  }
}
