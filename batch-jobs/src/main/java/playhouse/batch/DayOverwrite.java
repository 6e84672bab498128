package playhouse.batch;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes days of a table, and only those whose content differs from what is there: a rerun leaves
 * no new snapshot, and whoever reads the table downstream has no day to do again.
 *
 * @param incidental columns in which a difference is none
 */
record DayOverwrite(Lake lake, String table, List<String> incidental) {
  private static final String DAY = "day";

  /** A table without days is compared as a whole. */
  Written write(Dataset<Row> rows) {
    return comparing(
        rows,
        kept -> {
          boolean same = digests(kept, lit(0)).equals(digests(lake.table(table), lit(0)));
          return same ? Written.nothing() : replace(kept, lit(true), new TreeSet<>());
        });
  }

  Written write(Dataset<Row> rows, NavigableSet<LocalDate> owned) {
    NavigableSet<LocalDate> filled = Partitions.of(lake.iceberg(table)).days();
    if (filled.stream().noneMatch(owned::contains)) {
      return writeNew(rows, owned);
    }
    return comparing(
        rows,
        kept -> {
          Dataset<Row> stored = lake.table(table).where(Days.among(col(DAY), owned));
          NavigableSet<LocalDate> changed =
              differing(digests(kept, col(DAY)), digests(stored, col(DAY)));
          changed.retainAll(owned);
          Column condition = Days.among(col(DAY), changed);
          return changed.isEmpty()
              ? Written.nothing()
              : replace(kept.where(condition), condition, changed);
        });
  }

  /** Nothing to compare with: the rows need to be computed only once. */
  private Written writeNew(Dataset<Row> rows, NavigableSet<LocalDate> owned) {
    Written written = replace(rows, Days.among(col(DAY), owned), owned);
    NavigableSet<LocalDate> filled = new TreeSet<>(owned);
    filled.retainAll(Partitions.of(lake.iceberg(table)).days());
    return new Written(filled, written.rows());
  }

  private Written replace(Dataset<Row> rows, Column condition, NavigableSet<LocalDate> days) {
    return new Written(days, lake.replace(rows, table, condition, days.size()));
  }

  private static Written comparing(
      Dataset<Row> rows, java.util.function.Function<Dataset<Row>, Written> writing) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return writing.apply(kept);
    } finally {
      kept.unpersist();
    }
  }

  /** Count and two sums of hashes for each key: equal for the same rows in any order. */
  private Map<Object, Row> digests(Dataset<Row> rows, Column key) {
    Column[] content =
        Arrays.stream(rows.columns())
            .filter(name -> !incidental.contains(name))
            .map(name -> hashable(rows.schema().apply(name)))
            .toArray(Column[]::new);
    return rows
        .select(key.as("key"), xxhash64(content).as("hash"))
        .groupBy("key")
        .agg(count(lit(1)), bit_xor(col("hash")), sum(pmod(col("hash"), lit(1L << 32))))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row));
  }

  /** Spark hashes no maps: their entries may stand in any order. */
  private static Column hashable(StructField field) {
    Column column = col("`" + field.name() + "`");
    return field.dataType() instanceof MapType ? array_sort(map_entries(column)) : column;
  }

  private static NavigableSet<LocalDate> differing(Map<Object, Row> a, Map<Object, Row> b) {
    Map<Object, Row> all = new HashMap<>(a);
    all.putAll(b);
    return all.keySet().stream()
        .filter(day -> !Objects.equals(a.get(day), b.get(day)))
        .map(LocalDate.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
