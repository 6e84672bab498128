package playhouse.batch.core.money;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.costs}, before amounts are exchanged. */
final class Costs {
  private static final String NONE = "CAST(NULL AS STRING) AS ";

  private Costs() {}

  static Dataset<Row> from(String table, Dataset<Row> told) {
    return switch (table) {
      case "raw.campaign" ->
          booked(
              told,
              "spend.booked",
              "'spend' AS kind",
              "spend_booked.campaign",
              "spend_booked.channel",
              NONE + "title",
              NONE + "contract");
      case "raw.acquisition" ->
          booked(
              told,
              "royalty.accrued",
              "'royalty' AS kind",
              NONE + "campaign",
              NONE + "channel",
              "royalty_accrued.title",
              "royalty_accrued.contract");
      default ->
          booked(
              told,
              "cost.booked",
              "cost_booked.kind",
              NONE + "campaign",
              NONE + "channel",
              NONE + "title",
              NONE + "contract");
    };
  }

  private static Dataset<Row> booked(Dataset<Row> told, String type, String... columns) {
    String fact = type.replace('.', '_');
    String[] all = java.util.Arrays.copyOf(columns, columns.length + 2);
    all[columns.length] = fact + ".amount_micros";
    all[columns.length + 1] = fact + ".currency";
    return Facts.told(told, type, all);
  }
}
