package playhouse.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.contracts.Family;

/** Raw tables as Spark sees them, made from the contracts: ids read as strings. */
record RawTables(Lake lake) {

  /** Adds events to the tables of their families, which come into being with the first. */
  void add(Event... events) {
    Map<Family, List<String>> byFamily =
        Arrays.stream(events)
            .collect(
                Collectors.groupingBy(
                    Event::family, Collectors.mapping(Event::json, Collectors.toList())));
    byFamily.forEach(this::add);
  }

  private void add(Family family, List<String> rows) {
    StructType schema = schema(family);
    String table = "raw." + family.topic();
    if (!lake.has(table)) {
      lake.spark()
          .sql(
              "CREATE TABLE "
                  + table
                  + " ("
                  + schema.toDDL()
                  + ") USING iceberg PARTITIONED BY (days(occurred))");
    }
    Dataset<Row> frame =
        lake.spark()
            .read()
            .schema(schema)
            .json(lake.spark().createDataset(rows, Encoders.STRING()))
            .withColumn("loaded", functions.lit(LakeHouse.NOW));
    Lake.append(frame, table);
  }

  private static StructType schema(Family family) {
    StructType schema = new StructType();
    for (Schema.Field field : family.schema().getFields()) {
      if (field.name().equals("envelope")) {
        for (Schema.Field top : field.schema().getFields()) {
          schema = schema.add(top.name(), type(top.schema()));
        }
      } else {
        schema = schema.add(field.name(), type(field.schema()));
      }
    }
    return schema.add("loaded", DataTypes.TimestampType).add("dedup_key", DataTypes.StringType);
  }

  private static DataType type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical != null) {
      return logical.getName().equals("uuid") ? DataTypes.StringType : DataTypes.TimestampType;
    }
    return switch (schema.getType()) {
      case UNION ->
          type(
              schema.getTypes().stream()
                  .filter(branch -> branch.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow());
      case RECORD -> record(schema);
      case ARRAY -> DataTypes.createArrayType(type(schema.getElementType()));
      case MAP -> DataTypes.createMapType(DataTypes.StringType, type(schema.getValueType()));
      case LONG -> DataTypes.LongType;
      case INT -> DataTypes.IntegerType;
      case DOUBLE -> DataTypes.DoubleType;
      case FLOAT -> DataTypes.FloatType;
      case BOOLEAN -> DataTypes.BooleanType;
      default -> DataTypes.StringType;
    };
  }

  private static StructType record(Schema schema) {
    StructType struct = new StructType();
    for (Schema.Field field : schema.getFields()) {
      struct = struct.add(field.name(), type(field.schema()));
    }
    return struct;
  }
}
