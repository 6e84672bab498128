package playhouse.batch.kpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import playhouse.batch.Lake;

/**
 * How far the facts reach: no day after the last of them has a value, not even 0. Read from the
 * bounds that every file of a core table states.
 */
record LastInstant(Lake lake) {
  private static final String QUARTER_NO = "quarter_no";
  private static final long QUARTER_SECONDS = 900;

  /** The start of the latest quarter hour in which there is a fact in any of the tables. */
  Optional<Instant> of(Collection<String> tables) {
    return tables.stream()
        .map(lake::iceberg)
        .flatMapToInt(table -> lastQuarterNo(table).stream())
        .mapToObj(quarterNo -> Instant.ofEpochSecond(quarterNo * QUARTER_SECONDS))
        .max(Instant::compareTo);
  }

  private static OptionalInt lastQuarterNo(Table table) {
    OptionalInt last = OptionalInt.empty();
    if (table.schema().findField(QUARTER_NO) == null) {
      return last;
    }
    int field = table.schema().findField(QUARTER_NO).fieldId();
    try (CloseableIterable<FileScanTask> files = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask file : files) {
        Map<Integer, ByteBuffer> bounds = file.file().upperBounds();
        ByteBuffer bound = bounds == null ? null : bounds.get(field);
        if (bound != null) {
          int quarterNo = Conversions.fromByteBuffer(Types.IntegerType.get(), bound);
          last = OptionalInt.of(Math.max(quarterNo, last.orElse(quarterNo)));
        }
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
  }
}
