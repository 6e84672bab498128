package playhouse.batch.factory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.models.features.Kind;

/**
 * The core tables as facts of people: each row says only what was known at its time, so that a row
 * of a table that was filled in later becomes several.
 */
final class PersonFacts {
  private PersonFacts() {}

  /**
   * Facts: person, kind, at_micros, id, word, amount, share.
   *
   * @param tables by name; those that are not there are left out
   */
  static Optional<Dataset<Row>> from(Function<String, Optional<Dataset<Row>>> tables) {
    List<Dataset<Row>> facts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      tables.apply(kind.table()).map(rows -> of(kind, rows)).ifPresent(facts::add);
    }
    return facts.stream().reduce(Dataset::union);
  }

  private static Dataset<Row> of(Kind kind, Dataset<Row> rows) {
    return switch (kind) {
      case REGISTERED -> facts(kind, rows, "occurred", "CONCAT(source, '/', id)", "country", "0");
      case PLAYED -> facts(kind, rows, "ended", "play", "platform", "played_millis");
      case INTERACTED ->
          facts(kind, rows.where("active"), "occurred", "CONCAT(source, '/', id)", "kind", "0");
      case STRETCH_BEGAN -> facts(kind, rows, "since", "subscription", "state", "mrr_micros");
      case STRETCH_ENDED -> facts(kind, rows, "until", "subscription", "ended_by", "0");
      case INVOICED -> facts(kind, rows, "issued", "invoice", "''", "amount_micros");
      case INVOICE_PAID -> facts(kind, rows, "paid", "invoice", "''", "amount_micros");
      case GIVEN_BACK ->
          facts(
              kind,
              rows.where("kind IN ('refund', 'chargeback')"),
              "occurred",
              "CONCAT(source, '/', id)",
              "kind",
              "reporting_micros");
      case TICKET -> facts(kind, rows, "opened", "ticket", "kind", "0");
    };
  }

  private static Dataset<Row> facts(
      Kind kind, Dataset<Row> rows, String at, String id, String word, String amount) {
    String share = kind == Kind.PLAYED ? "CAST(completion AS DOUBLE)" : "CAST(NULL AS DOUBLE)";
    return rows.where("person IS NOT NULL AND " + at + " IS NOT NULL")
        .selectExpr(
            "person",
            "'" + kind + "' AS kind",
            "unix_micros(" + at + ") AS at_micros",
            id + " AS id",
            "COALESCE(" + word + ", '') AS word",
            "CAST(COALESCE(" + amount + ", 0) AS BIGINT) AS amount",
            share + " AS share");
  }
}
