package playhouse.serving.advertising.orders.reviews;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Decisions in the database. */
final class ReviewStore {
  private ReviewStore() {}

  static Decision add(Handle tx, Decision one) {
    long number =
        tx.createQuery(
                """
                insert into advertising.ad_review
                  (kind, subject, version, decision, reason, who, at)
                values (:kind, :subject, :version, :decision, :reason, :who, :at)
                returning number""")
            .bindMethods(one)
            .mapTo(Long.class)
            .one();
    return new Decision(
        number,
        one.kind(),
        one.subject(),
        one.version(),
        one.decision(),
        one.reason(),
        one.who(),
        one.at());
  }

  /** Those of something, or all; the newest first. */
  static List<Decision> of(Handle handle, Optional<UUID> subject, long before, int most) {
    return handle
        .createQuery(
            """
            select * from advertising.ad_review
            where number < :before and (cast(:subject as uuid) is null or subject = cast(:subject as uuid))
            order by number desc limit :most""")
        .bind("before", before)
        .bindByType("subject", subject.orElse(null), UUID.class)
        .bind("most", most)
        .map(
            (row, context) ->
                new Decision(
                    row.getLong("number"),
                    row.getString("kind"),
                    row.getObject("subject", UUID.class),
                    row.getInt("version"),
                    row.getString("decision"),
                    row.getString("reason"),
                    row.getString("who"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }
}
