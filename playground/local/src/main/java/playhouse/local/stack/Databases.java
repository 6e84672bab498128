package playhouse.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import playhouse.local.process.LocalFailure;

/** The databases in the embedded PostgreSQL: the Iceberg catalog's, and the services'. */
record Databases(int port) {
  private static final String CATALOG = "lake";

  /** Serving makes the schemas in it. */
  private static final String SERVICES = "services";

  /**
   * Iceberg's JDBC catalog, schema V1. Each engine would make these tables itself, but two that
   * start at once fail each other, and Trino never makes them. Source:
   * org.apache.iceberg.jdbc.JdbcUtil.
   */
  private static final String TABLES =
      """
      create table if not exists iceberg_tables (
        catalog_name varchar(255) not null,
        table_namespace varchar(255) not null,
        table_name varchar(255) not null,
        metadata_location varchar(1000),
        previous_metadata_location varchar(1000),
        iceberg_type varchar(5),
        primary key (catalog_name, table_namespace, table_name));
      create table if not exists iceberg_namespace_properties (
        catalog_name varchar(255) not null,
        namespace varchar(255) not null,
        property_key varchar(255),
        property_value varchar(1000),
        primary key (catalog_name, namespace, property_key));
      """;

  /** Makes what is missing. */
  void make() {
    try {
      try (Connection connection =
              DriverManager.getConnection(DatabaseHealth.url(port, "postgres"));
          Statement statement = connection.createStatement()) {
        for (String name : List.of(CATALOG, SERVICES)) {
          if (!exists(statement, name)) {
            statement.execute("create database " + name);
          }
        }
      }
      try (Connection connection = DriverManager.getConnection(DatabaseHealth.url(port, CATALOG));
          Statement statement = connection.createStatement()) {
        statement.execute(TABLES);
      }
    } catch (SQLException e) {
      throw new LocalFailure("cannot create the databases: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Statement statement, String name) throws SQLException {
    String sql = "select 1 from pg_database where datname = '" + name + "'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }
}
