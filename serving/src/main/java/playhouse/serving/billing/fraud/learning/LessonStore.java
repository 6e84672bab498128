package playhouse.serving.billing.fraud.learning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** In the database: when is learnt next, and of how much it was last. */
final class LessonStore {
  private LessonStore() {}

  /** Takes what is due, for so long; how much was known last. */
  static Optional<Long> claim(Handle tx, Instant now, Duration lease) {
    return tx.createQuery(
            """
            update billing.fraud_lesson set next_at = :until
            where next_at <= :now returning known""")
        .bind("now", now)
        .bind("until", now.plus(lease))
        .mapTo(Long.class)
        .findOne();
  }

  /** How much is known for long enough. */
  static long known(Handle tx, Instant now) {
    return tx.createQuery("select count(*) from billing.fraud_label where at < :before")
        .bind("before", now.minus(LabelStore.FRESH))
        .mapTo(Long.class)
        .one();
  }

  static void done(Handle tx, Instant next, long known) {
    tx.createUpdate("update billing.fraud_lesson set next_at = :next, known = :known")
        .bind("next", next)
        .bind("known", known)
        .execute();
  }
}
