package playhouse.serving.identity.accounts;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Errands, in the database. */
final class ErrandStore {
  private ErrandStore() {}

  /** One that is to be done. */
  record Put(
      String kind,
      Address to,
      String language,
      ByteBuffer word,
      Optional<UUID> about,
      Instant until) {}

  /** Puts one down. */
  static void put(
      Handle tx,
      String kind,
      Address to,
      String language,
      byte[] word,
      Optional<UUID> about,
      Instant until) {
    tx.createUpdate(
            """
            insert into identity.errand (kind, address_kind, address, language, word, about, until)
            values (:kind, :addressKind, :address, :language, :word, :about::uuid, :until)""")
        .bind("kind", kind)
        .bind("addressKind", to.kind().text())
        .bind("address", to.value())
        .bind("language", language)
        .bind("word", word)
        .bind("about", about.orElse(null))
        .bind("until", until)
        .execute();
  }

  /** Takes some; they are gone if the transaction holds. */
  static List<Put> take(Handle tx, int most) {
    return tx.createQuery(
            """
            delete from identity.errand where number = any(array(
              select number from identity.errand order by number limit :most
              for update skip locked))
            returning *""")
        .bind("most", most)
        .map(
            (row, context) ->
                new Put(
                    row.getString("kind"),
                    Address.kept(row.getString("address_kind"), row.getString("address")),
                    row.getString("language"),
                    ByteBuffer.wrap(row.getBytes("word")),
                    Optional.ofNullable(row.getObject("about", UUID.class)),
                    row.getTimestamp("until").toInstant()))
        .list();
  }
}
