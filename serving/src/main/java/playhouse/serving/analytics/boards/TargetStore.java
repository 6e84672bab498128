package playhouse.serving.analytics.boards;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Targets in the database. */
final class TargetStore {
  private TargetStore() {}

  static void set(Handle tx, Target target) {
    tx.createUpdate(
            """
            insert into analytics.target (kpi, measure, grain, slice, level, owner, updated)
            values (:kpi, :measure, :grain, :by, :level, :owner, :updated)
            on conflict (kpi, measure, grain, slice)
            do update set level = :level, owner = :owner, updated = :updated""")
        .bindMethods(target)
        .execute();
  }

  /** Takes one away; whether there was one. */
  static boolean remove(Handle tx, Target target) {
    return tx.createUpdate(
                """
                delete from analytics.target where kpi = :kpi and measure = :measure
                  and grain = :grain and slice = :by""")
            .bindMethods(target)
            .execute()
        == 1;
  }

  static List<Target> all(Handle handle, int most) {
    return handle
        .createQuery(
            "select * from analytics.target order by kpi, measure, grain, slice limit :most")
        .bind("most", most)
        .map(
            (row, context) ->
                new Target(
                    row.getString("kpi"),
                    row.getString("measure"),
                    row.getString("grain"),
                    row.getString("slice"),
                    row.getBigDecimal("level").stripTrailingZeros(),
                    row.getString("owner"),
                    row.getTimestamp("updated").toInstant()))
        .list();
  }
}
