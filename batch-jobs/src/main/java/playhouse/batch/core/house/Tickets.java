package playhouse.batch.core.house;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.tickets}: opened, and then solved or not. */
record Tickets() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    return Facts.placed(
        facts.withColumn("opens", col("type").equalTo("ticket.opened")),
        "opens",
        "person",
        "ticket_opened.kind",
        "ticket_opened.topic",
        "ticket_opened.due",
        "COALESCE(ticket_opened.ticket, ticket_resolved.ticket) AS about");
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    return facts
        .groupBy(col("about").as("ticket"))
        .agg(
            expr("MIN_BY(STRUCT(day, person, kind, topic, occurred AS opened, quarter_no, due),"
                    + " STRUCT(occurred, id)) FILTER (WHERE opens)")
                .as("first"),
            expr("MIN(occurred) FILTER (WHERE NOT opens)").as("resolved"))
        .where("first IS NOT NULL")
        .select(col("ticket"), col("first.*"), col("resolved"));
  }
}
