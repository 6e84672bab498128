package playhouse.serving.platform.messages;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** What text messages cost each day, in the database. */
final class SpendStore {
  /** All countries together. */
  static final String ALL = "*";

  private SpendStore() {}

  /**
   * Adds to a day's spending unless it would be more than the cap; whoever comes at the same time
   * waits until it is decided.
   *
   * @return whether there was room
   */
  static boolean add(Handle tx, LocalDate day, String scope, long micros, long cap) {
    if (micros > cap) {
      return false;
    }
    return tx.createUpdate(
                """
                insert into platform.sms_spend values (:day, :scope, :micros, 1)
                on conflict (day, scope) do update
                set micros = sms_spend.micros + :micros, messages = sms_spend.messages + 1
                where sms_spend.micros + :micros <= :cap""")
            .bind("day", day)
            .bind("scope", scope)
            .bind("micros", micros)
            .bind("cap", cap)
            .execute()
        == 1;
  }

  /** Takes that back, since it was not spent. */
  static void giveBack(Handle tx, LocalDate day, String scope, long micros) {
    tx.createUpdate(
            """
            update platform.sms_spend set micros = micros - :micros, messages = messages - 1
            where day = :day and scope = :scope""")
        .bind("day", day)
        .bind("scope", scope)
        .bind("micros", micros)
        .execute();
  }
}
