package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * What the selects of KPIs answer. One that others are made of is asked once for all of them.
 *
 * @param views what the selects read
 * @param shared ids of the KPIs that others are made of
 * @param last start of the quarter hour of the last fact there is
 * @param kept views that hold answers
 */
record Answers(SparkSession spark, Views views, Set<String> shared, Instant last, Set<String> kept)
    implements AutoCloseable {

  static Answers to(SparkSession spark, Views views, List<Due> due, Instant last) {
    Set<String> shared =
        due.stream()
            .flatMap(one -> one.kpi().parts().stream())
            .map(Kpi::id)
            .collect(Collectors.toSet());
    return new Answers(spark, views, shared, last, new HashSet<>());
  }

  /** The answer for periods of these grains that lie in a range of days, both included. */
  Dataset<Row> of(Kpi kpi, List<Grain> grains, LocalDate from, LocalDate until) {
    return shared.contains(kpi.id())
        ? spark.table(view(kpi, grains, from, until))
        : asked(kpi, grains, from, until);
  }

  private Dataset<Row> asked(Kpi kpi, List<Grain> grains, LocalDate from, LocalDate until) {
    String select =
        kpi.select(
            grains,
            from,
            until,
            last,
            (part, parts) -> "SELECT * FROM " + view(part, parts, from, until));
    return spark.sql(views.in(select));
  }

  /** One at a time: two may be made of the same. */
  private synchronized String view(Kpi kpi, List<Grain> grains, LocalDate from, LocalDate until) {
    String name =
        "%s_%s_%d_%d"
            .formatted(
                kpi.id().replace('.', '_'),
                grains.stream().map(Grain::word).sorted().collect(Collectors.joining("_")),
                from.toEpochDay(),
                until.toEpochDay());
    if (kept.add(name)) {
      // A few rows for each day: what they were made of is not to be planned again.
      Dataset<Row> answer = asked(kpi, grains, from, until);
      spark.createDataFrame(answer.collectAsList(), answer.schema()).createOrReplaceTempView(name);
    }
    return name;
  }

  @Override
  public void close() {
    kept.forEach(spark.catalog()::dropTempView);
  }
}
