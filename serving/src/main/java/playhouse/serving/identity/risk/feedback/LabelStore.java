package playhouse.serving.identity.risk.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Labels in the database. */
final class LabelStore {
  private LabelStore() {}

  static boolean signedUp(Handle tx, UUID account) {
    return tx.createQuery("select 1 from identity.judged_sign_up where account = :account limit 1")
        .bind("account", account)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** So that nobody finds two things at the same moment. */
  static void lock(Handle tx, String author) {
    tx.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended('label ' || :author, 0))")
        .bind("author", author)
        .mapTo(Integer.class)
        .one();
  }

  /** Of how many other accounts somebody found something since then. */
  static long given(Handle tx, String author, UUID besides, Instant since) {
    return tx.createQuery(
            """
            select count(*) from identity.sign_up_label
            where author = :author and at > :since and account <> :besides""")
        .bind("author", author)
        .bind("since", since)
        .bind("besides", besides)
        .mapTo(Long.class)
        .one();
  }

  /** Puts one down; false if the same stood there already. */
  static boolean put(Handle tx, Label label) {
    return tx.createUpdate(
                """
                insert into identity.sign_up_label
                values (:account, :author, :label, :source, :note, :at)
                on conflict (account, author) do update
                set label = excluded.label, source = excluded.source, note = excluded.note,
                  at = excluded.at
                where sign_up_label.label <> excluded.label
                  or sign_up_label.source <> excluded.source""")
            .bindMethods(label)
            .execute()
        == 1;
  }

  static boolean accused(Handle tx, UUID account, String author) {
    return tx.createQuery(
            """
            select 1 from identity.sign_up_label
            where account = :account and author = :author and label = 'abuse'""")
        .bind("account", account)
        .bind("author", author)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
