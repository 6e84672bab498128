package playhouse.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import playhouse.local.process.LocalFailure;

/** The database of the Iceberg catalog in the embedded PostgreSQL. */
record CatalogDatabase(int port) {
  private static final String NAME = "lake";

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
        if (!exists(statement)) {
          statement.execute("create database " + NAME);
        }
      }
      try (Connection connection = DriverManager.getConnection(DatabaseHealth.url(port, NAME));
          Statement statement = connection.createStatement()) {
        statement.execute(TABLES);
      }
    } catch (SQLException e) {
      throw new LocalFailure("cannot create the catalog's database: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    String sql = "select 1 from pg_database where datname = '" + NAME + "'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }
}
