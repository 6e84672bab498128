package playhouse.serving.analytics.valuations;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import playhouse.models.valuation.ValuationModel;
import playhouse.serving.acquisition.valuation.NightlyValuations;
import playhouse.serving.acquisition.valuation.TitleValue;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;

/**
 * {@code mart.valuation} and {@code mart.valuation_models}, read from their newest snapshots; the
 * model is read once for each.
 */
public final class LakeValuations implements NightlyValuations {
  private static final String DAY = "day";

  private final LakeTable values;
  private final LakeTable models;
  private @Nullable Versioned model;
  private long read;

  /** Of that lake. */
  public LakeValuations(LakeCatalog lake, Clock clock) {
    values = new LakeTable(lake, clock, "mart.valuation");
    models = new LakeTable(lake, clock, "mart.valuation_models");
  }

  @Override
  public Optional<TitleValue> title(String title) {
    return newest(values, equal("title", title)).map(ValueRow::of);
  }

  @Override
  public synchronized Optional<Versioned> model() {
    long snapshot = models.snapshot().orElse(0L);
    Versioned known = model;
    if (known != null && read == snapshot) {
      return Optional.of(known);
    }
    Optional<Versioned> found = newest(models, alwaysTrue()).map(LakeValuations::versioned);
    model = found.orElse(null);
    read = snapshot;
    return found;
  }

  private static Versioned versioned(Record row) {
    return new Versioned(
        (String) row.getField("model_version"),
        ValuationModel.parse((String) row.getField("content")));
  }

  /** A row of the newest day that there is; days before are not read. */
  private static Optional<Record> newest(LakeTable lake, Expression where) {
    Table table = lake.table();
    Optional<Long> snapshot = lake.snapshot();
    Optional<LocalDate> day = snapshot.flatMap(at -> newestDay(table, at));
    if (day.isEmpty()) {
      return Optional.empty();
    }
    List<Record> found = new ArrayList<>();
    LakeRows.read(
        table,
        snapshot.orElseThrow(),
        and(equal(DAY, day.get().toString()), where),
        table.schema().columns().stream().map(Types.NestedField::name).toList(),
        found::add);
    return found.stream().findFirst();
  }

  /** By the files' partitions: none is opened. */
  private static Optional<LocalDate> newestDay(Table table, long snapshot) {
    long newest = Long.MIN_VALUE;
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(snapshot).planFiles()) {
      for (FileScanTask file : files) {
        Integer day = file.file().partition().get(0, Integer.class);
        newest = Math.max(newest, day == null ? newest : day);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + table.name(), e);
    }
    return newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(newest));
  }
}
