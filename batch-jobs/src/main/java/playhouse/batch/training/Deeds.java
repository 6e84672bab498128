package playhouse.batch.training;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;

/** Everything in the lake that people did with titles. */
public final class Deeds {
  /** Where dismissals are; not there before the first. */
  public static final String DISMISSALS = "raw.recommendation";

  private Deeds() {}

  /** All deeds, or those before an instant, for {@link Attentions}. */
  public static Dataset<Row> before(Lake lake, Optional<Instant> end) {
    Dataset<Row> deeds =
        Attentions.ofPlays(lake.table("core.plays"))
            .union(Attentions.ofInteractions(lake.table("core.interactions")));
    Dataset<Row> all =
        lake.has(DISMISSALS) ? deeds.union(Attentions.ofDismissals(lake.table(DISMISSALS))) : deeds;
    return end.map(before -> all.where(col("occurred").lt(before))).orElse(all);
  }
}
