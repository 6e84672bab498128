package playhouse.batch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.warehouse.DdlFile;

/** The steps of the lake's shape, each applied once and written down in {@code ops.migrations}. */
record Migrations(SparkSession spark, List<DdlFile> steps) {
  private static final String TABLE = "ops.migrations";
  private static final StructType ROW =
      new StructType().add("name", DataTypes.StringType).add("applied_at", DataTypes.TimestampType);

  /** Applies what is missing; the steps applied now. */
  List<String> apply(Instant now) {
    Set<String> applied = applied();
    List<DdlFile> missing = steps.stream().filter(s -> !applied.contains(s.name())).toList();
    missing.forEach(step -> step.statements().forEach(spark::sql));
    List<Row> rows = missing.stream().map(step -> RowFactory.create(step.name(), now)).toList();
    if (!rows.isEmpty()) {
      Lake.append(spark.createDataFrame(rows, ROW), TABLE);
    }
    return missing.stream().map(DdlFile::name).toList();
  }

  private Set<String> applied() {
    if (!spark.catalog().tableExists(TABLE)) {
      return Set.of();
    }
    return spark.table(TABLE).select("name").as(Encoders.STRING()).collectAsList().stream()
        .collect(Collectors.toSet());
  }
}
