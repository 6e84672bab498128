package playhouse.serving.personalisation.weights;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Weights in the database: one row for each setting, the newest holds. */
final class WeightStore {
  private WeightStore() {}

  /** A setting as it was made. */
  record Kept(
      long version,
      BigDecimal start,
      BigDecimal complete,
      BigDecimal like,
      BigDecimal share,
      BigDecimal dismiss,
      BigDecimal churn,
      String reason,
      String who,
      Instant at) {
    Weights weights() {
      return new Weights(
          version,
          start.doubleValue(),
          complete.doubleValue(),
          like.doubleValue(),
          share.doubleValue(),
          dismiss.doubleValue(),
          churn.doubleValue());
    }

    boolean says(Kept other) {
      return start.compareTo(other.start) == 0
          && complete.compareTo(other.complete) == 0
          && like.compareTo(other.like) == 0
          && share.compareTo(other.share) == 0
          && dismiss.compareTo(other.dismiss) == 0
          && churn.compareTo(other.churn) == 0;
    }
  }

  /** The settings, newest first. */
  static List<Kept> newest(Handle handle, long before, int most) {
    return handle
        .createQuery(
            """
            select version, start_weight, complete_weight, like_weight, share_weight,
              dismiss_weight, churn_weight, reason, who, at
            from personalisation.weights where version < :before order by version desc limit :most""")
        .bind("before", before)
        .bind("most", most)
        .map(
            (row, context) ->
                new Kept(
                    row.getLong("version"),
                    row.getBigDecimal("start_weight"),
                    row.getBigDecimal("complete_weight"),
                    row.getBigDecimal("like_weight"),
                    row.getBigDecimal("share_weight"),
                    row.getBigDecimal("dismiss_weight"),
                    row.getBigDecimal("churn_weight"),
                    row.getString("reason"),
                    row.getString("who"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The one that holds. */
  static Optional<Kept> current(Handle handle) {
    return newest(handle, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** The same, and no other is set before the transaction ends. */
  static Optional<Kept> locked(Handle tx) {
    tx.execute("lock table personalisation.weights in share row exclusive mode");
    return current(tx);
  }

  static Kept add(Handle tx, Kept kept) {
    tx.createUpdate(
            """
            insert into personalisation.weights (start_weight, complete_weight, like_weight,
              share_weight, dismiss_weight, churn_weight, reason, who, at)
            values (:start, :complete, :like, :share, :dismiss, :churn, :reason, :who, :at)""")
        .bind("start", kept.start())
        .bind("complete", kept.complete())
        .bind("like", kept.like())
        .bind("share", kept.share())
        .bind("dismiss", kept.dismiss())
        .bind("churn", kept.churn())
        .bind("reason", kept.reason())
        .bind("who", kept.who())
        .bind("at", kept.at())
        .execute();
    return current(tx).orElseThrow();
  }
}
