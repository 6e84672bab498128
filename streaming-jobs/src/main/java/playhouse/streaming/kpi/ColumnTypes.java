package playhouse.streaming.kpi;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** Types of the lake's columns, which are written as Spark has them, in Flink's words. */
final class ColumnTypes {
  private ColumnTypes() {}

  /** As streams have them. */
  static TypeInformation<?> information(String type) {
    return switch (word(type)) {
      case "INT" -> Types.INT;
      case "BIGINT" -> Types.LONG;
      case "DOUBLE" -> Types.DOUBLE;
      case "BOOLEAN" -> Types.BOOLEAN;
      case "DECIMAL" -> Types.BIG_DEC;
      case "DATE" -> Types.LOCAL_DATE;
      case "TIMESTAMP" -> Types.LOCAL_DATE_TIME;
      case "ARRAY<STRING>" -> Types.OBJECT_ARRAY(Types.STRING);
      default -> Types.STRING;
    };
  }

  /** As tables have them. */
  static DataType of(String type) {
    return switch (word(type)) {
      case "INT" -> DataTypes.INT();
      case "BIGINT" -> DataTypes.BIGINT();
      case "DOUBLE" -> DataTypes.DOUBLE();
      case "BOOLEAN" -> DataTypes.BOOLEAN();
      case "DECIMAL" -> {
        String[] numbers = type.replaceAll("[^\\d,]", "").split(",", -1);
        yield DataTypes.DECIMAL(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      }
      case "DATE" -> DataTypes.DATE();
      case "TIMESTAMP" -> DataTypes.TIMESTAMP(6);
      case "ARRAY<STRING>" -> DataTypes.ARRAY(DataTypes.STRING());
      default -> DataTypes.STRING();
    };
  }

  private static String word(String type) {
    return type.replaceAll("\\(.*", "");
  }
}
