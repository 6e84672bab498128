package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.models.valuation.Earned;
import playhouse.models.valuation.Merit;
import playhouse.models.valuation.Uplift;
import playhouse.models.valuation.Worth;

/**
 * What each title has brought and whom it kept, and what people are worth, by the last weeks.
 *
 * @param currency the reporting currency
 */
record Merits(Moment moment, Tables tables, String currency) {
  /**
   * Tables of the lake.
   *
   * @param watched {@link Watching}, with series
   */
  record Tables(
      Dataset<Row> watched,
      Dataset<Row> subscriptions,
      Dataset<Row> people,
      Dataset<Row> impressions,
      Dataset<Row> payments,
      Dataset<Row> costs,
      Dataset<Row> rates) {}

  /** By title. */
  record Found(Map<String, Merit> merits, Worth worth) {}

  Found found() {
    Staying staying = new Staying(moment);
    Dataset<Row> people = staying.people(tables.watched(), tables.subscriptions());
    Map<String, Row> all = new HashMap<>();
    Staying.all(people).collectAsList().forEach(row -> all.put(row.getAs("stratum"), row));
    Map<String, List<Row>> watchers = new HashMap<>();
    Staying.watchers(people, tables.watched())
        .collectAsList()
        .forEach(
            row -> watchers.computeIfAbsent(row.getAs("title"), t -> new ArrayList<>()).add(row));
    Map<String, Map<String, Long>> brought = brought(staying);
    Set<String> titles = new HashSet<>(brought.keySet());
    titles.addAll(watchers.keySet());
    Map<String, Merit> merits = new HashMap<>();
    for (String title : titles) {
      Uplift uplift = Uplift.of(strata(watchers.getOrDefault(title, List.of()), all));
      merits.put(title, new Merit(earned(brought.getOrDefault(title, Map.of())), uplift));
    }
    return new Found(Map.copyOf(merits), worth(staying, all));
  }

  private Map<String, Map<String, Long>> brought(Staying staying) {
    Bringing bringing = new Bringing(moment);
    Map<String, Map<String, Long>> brought = new HashMap<>();
    bringing
        .hours(tables.watched())
        .unionByName(bringing.newcomers(tables.people()))
        .unionByName(bringing.ads(tables.impressions()))
        .unionByName(bringing.sales(tables.payments()))
        .unionByName(
            staying
                .paidViewers(tables.watched(), tables.subscriptions())
                .withColumnRenamed("paid_viewers", "n")
                .withColumn("what", lit("viewers")))
        .collectAsList()
        .forEach(
            row ->
                brought
                    .computeIfAbsent(row.getAs("title"), title -> new HashMap<>())
                    .put(row.getAs("what"), row.<Long>getAs("n")));
    return brought;
  }

  private static Earned earned(Map<String, Long> brought) {
    return new Earned(
        brought.getOrDefault("millis", 0L) / 3_600_000.0,
        brought.getOrDefault("viewers", 0L),
        brought.getOrDefault("newcomers", 0L),
        brought.getOrDefault("ads", 0L),
        brought.getOrDefault("sales", 0L));
  }

  /** In a fixed order: sums of doubles depend on theirs. */
  private static List<Uplift.Stratum> strata(List<Row> watchers, Map<String, Row> all) {
    return watchers.stream()
        .sorted(Comparator.comparing(row -> row.<String>getAs("stratum")))
        .map(
            row -> {
              Row total = all.getOrDefault(row.<String>getAs("stratum"), row);
              return new Uplift.Stratum(
                  row.<Long>getAs("n"),
                  row.<Long>getAs("stayed"),
                  total.<Long>getAs("n"),
                  total.<Long>getAs("stayed"));
            })
        .toList();
  }

  private Worth worth(Staying staying, Map<String, Row> all) {
    long people = all.values().stream().mapToLong(row -> row.<Long>getAs("n")).sum();
    long stayed = all.values().stream().mapToLong(row -> row.<Long>getAs("stayed")).sum();
    Bringing bringing = new Bringing(moment);
    return new Worth(
        currency,
        staying.paying(tables.subscriptions()),
        bringing.paid(tables.payments()),
        bringing.delivery(tables.costs()),
        people == 0 ? 0 : (double) stayed / people,
        rates());
  }

  /** The last rate of each currency before the moment. */
  private Map<String, Long> rates() {
    Map<String, Long> rates = new HashMap<>();
    moment
        .before(tables.rates())
        .groupBy("currency")
        .agg(expr("MAX_BY(rate_nanos, day) AS nanos"))
        .collectAsList()
        .forEach(row -> rates.put(row.getAs("currency"), row.<Long>getAs("nanos")));
    return rates;
  }
}
