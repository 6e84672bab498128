package playhouse.local.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import playhouse.warehouse.KpiView;

/** The views of KPIs in Trino, made anew where a definition has changed. */
record KpiViews(Connection connection) {
  private static final String VALUES = "SHOW TABLES FROM lake.mart LIKE 'kpi\\_daily' ESCAPE '\\'";
  private static final String KNOWN =
      """
      SELECT table_name, comment FROM system.metadata.table_comments
      WHERE catalog_name = 'lake' AND schema_name = '%s'"""
          .formatted(KpiView.SCHEMA);

  /** How many were made; none before there is a table of values. */
  int make() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!isThere(statement)) {
        return 0;
      }
      statement.execute("CREATE SCHEMA IF NOT EXISTS lake." + KpiView.SCHEMA);
      Map<String, String> known = known(statement);
      int made = 0;
      for (KpiView view : KpiView.all()) {
        // Whoever asks reads with their own rights; views without these words are of another owner.
        String comment = view.comment() + ", read as oneself";
        if (!comment.equals(known.get(view.name()))) {
          statement.execute(
              "CREATE OR REPLACE VIEW lake.%s COMMENT '%s' SECURITY INVOKER AS %s"
                  .formatted(view.name(), comment.replace("'", "''"), view.select()));
          made++;
        }
      }
      return made;
    }
  }

  private static boolean isThere(Statement statement) throws SQLException {
    try (ResultSet schemas = statement.executeQuery("SHOW SCHEMAS FROM lake LIKE 'mart'")) {
      if (!schemas.next()) {
        return false;
      }
    }
    try (ResultSet tables = statement.executeQuery(VALUES)) {
      return tables.next();
    }
  }

  private static Map<String, String> known(Statement statement) throws SQLException {
    Map<String, String> known = new HashMap<>();
    try (ResultSet comments = statement.executeQuery(KNOWN)) {
      while (comments.next()) {
        known.put(
            KpiView.SCHEMA + "." + comments.getString(1),
            Optional.ofNullable(comments.getString(2)).orElse(""));
      }
    }
    return known;
  }
}
