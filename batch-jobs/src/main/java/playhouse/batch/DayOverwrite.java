package playhouse.batch;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
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
import org.apache.spark.storage.StorageLevel;

/**
 * Writes days of a table, and only those whose content differs from what is there: a rerun leaves
 * no new snapshot, and whoever reads the table downstream has no day to do again.
 */
record DayOverwrite(Lake lake, String table, List<String> incidental) {
  private static final String DAY = "day";

  NavigableSet<LocalDate> write(Dataset<Row> rows, NavigableSet<LocalDate> owned) {
    Dataset<Row> stored = lake.table(table).where(in(owned));
    if (Partitions.of(lake.iceberg(table)).days().stream().noneMatch(owned::contains)) {
      return writeNew(rows, owned);
    }
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      NavigableSet<LocalDate> changed = differing(digests(kept), digests(stored));
      changed.retainAll(owned);
      if (!changed.isEmpty()) {
        lake.overwriteWhere(kept.where(in(changed)), table, in(changed));
      }
      return changed;
    } finally {
      kept.unpersist();
    }
  }

  /** Nothing to compare with: the rows need to be computed only once. */
  private NavigableSet<LocalDate> writeNew(Dataset<Row> rows, NavigableSet<LocalDate> owned) {
    long before = lake.snapshot(table).orElse(-1);
    lake.overwriteWhere(rows, table, in(owned));
    NavigableSet<LocalDate> written = new TreeSet<>(owned);
    if (lake.snapshot(table).orElse(-1) != before) {
      written.retainAll(Partitions.of(lake.iceberg(table)).days());
    }
    return written;
  }

  private Map<LocalDate, Row> digests(Dataset<Row> rows) {
    Column[] content =
        Arrays.stream(rows.columns())
            .filter(name -> !incidental.contains(name))
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    Column hash = xxhash64(content);
    return rows
        .select(col(DAY), hash.as("hash"))
        .groupBy(DAY)
        .agg(count(lit(1)), bit_xor(col("hash")), sum(pmod(col("hash"), lit(1L << 32))))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getAs(0), row -> row));
  }

  private static NavigableSet<LocalDate> differing(Map<LocalDate, Row> a, Map<LocalDate, Row> b) {
    Map<LocalDate, Row> all = new HashMap<>(a);
    all.putAll(b);
    return all.keySet().stream()
        .filter(day -> !Objects.equals(a.get(day), b.get(day)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Column in(NavigableSet<LocalDate> days) {
    return col(DAY).isin(days.toArray());
  }
}
