package playhouse.serving.analytics.dictionary;

import java.util.List;

/**
 * A table as the dictionary has it, in JSON too.
 *
 * @param table with its namespace
 * @param comment what a row is
 * @param owner who answers for it
 * @param freshness when it is up to date
 * @param partitioning by what its files are split; empty if they are not
 * @param made_from tables that it is made of
 * @param query a question that it answers, in the SQL of Trino
 * @param columns in order
 */
record Described(
    String table,
    String comment,
    String owner,
    String freshness,
    String partitioning,
    List<String> made_from,
    String query,
    List<Column> columns) {
  /** A column with its type as Spark writes it, its meaning and unit. */
  record Column(String name, String type, String comment) {}
}
