package playhouse.notebooks;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import playhouse.models.files.Table;

/** The lake, asked through Trino in the role that the environment names. */
public final class Lake {
  /** Where a JDBC client finds it, user and token included. */
  public static final String JDBC = "PLAYHOUSE_LAKE_JDBC";

  private final String url;

  private Lake(String url) {
    this.url = url;
  }

  /** The lake that the environment tells of; {@code ./playhouse notebooks} sets it. */
  public static Lake open() {
    return of(System.getenv());
  }

  static Lake of(Map<String, String> environment) {
    String url = environment.getOrDefault(JDBC, "");
    if (url.isBlank()) {
      throw new IllegalStateException(
          JDBC + " is not set: start notebooks with ./playhouse notebooks");
    }
    return new Lake(url);
  }

  /**
   * A query's rows as the table that learners of {@code models} take; a null is an empty cell.
   *
   * @throws playhouse.models.files.BadFile if there is no row
   */
  public Table ask(String sql) throws SQLException, IOException {
    StringWriter text = new StringWriter();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql);
        CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      csv.printHeaders(rows);
      csv.printRecords(rows);
    }
    return Table.read("the answer", new StringReader(text.toString()));
  }
}
