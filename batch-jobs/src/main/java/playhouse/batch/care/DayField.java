package playhouse.batch.care;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import playhouse.batch.DayRange;

/**
 * The part of a partition that is a day: a date column, or the day of an instant.
 *
 * @param position among the partition's fields
 * @param column that it is taken from
 * @param type of that column
 */
record DayField(int position, String column, Type type) {

  static Optional<DayField> of(PartitionSpec spec) {
    return IntStream.range(0, spec.fields().size())
        .mapToObj(i -> of(spec, i))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<DayField> of(PartitionSpec spec, int position) {
    PartitionField field = spec.fields().get(position);
    Type type = spec.schema().findType(field.sourceId());
    boolean isDay =
        field.transform().toString().equals("day")
            || (field.transform().isIdentity() && type.equals(Types.DateType.get()));
    String column = spec.schema().findColumnName(field.sourceId());
    return isDay ? Optional.of(new DayField(position, column, type)) : Optional.empty();
  }

  /** Both kinds of day are kept as days since 1970-01-01; empty where the column is null. */
  Optional<LocalDate> of(ContentFile<?> file) {
    return Optional.ofNullable(file.partition().get(position, Integer.class))
        .map(LocalDate::ofEpochDay);
  }

  /** Rows of these days, and no others. */
  Expression among(List<DayRange> ranges) {
    return ranges.stream()
        .<Expression>map(
            range ->
                Expressions.and(
                    Expressions.greaterThanOrEqual(column, limit(range.from())),
                    Expressions.lessThan(column, limit(range.to().plusDays(1)))))
        .reduce(Expressions.alwaysFalse(), Expressions::or);
  }

  /** Iceberg reads dates and instants from text. */
  private String limit(LocalDate day) {
    if (type.equals(Types.DateType.get())) {
      return day.toString();
    }
    boolean zoned = type instanceof Types.TimestampType instant && instant.shouldAdjustToUTC();
    return zoned
        ? day.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime().toString()
        : day.atStartOfDay().toString();
  }
}
