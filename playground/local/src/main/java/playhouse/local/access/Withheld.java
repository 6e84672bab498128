package playhouse.local.access;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What the rules read and nobody but the service may: the key that pseudonyms are hashed with, and
 * the people whose rows analysts do not get.
 */
public record Withheld(Connection connection) {
  /** Schema of both. */
  public static final String SCHEMA = "access";

  /** The key, one row: of Trino's plans only its name shows, which a constant would not do. */
  static final String KEY = "lake." + SCHEMA + ".mask_key";

  /** A row for each person. */
  static final String PEOPLE = "lake." + SCHEMA + ".people";

  private static final int KEY_BYTES = 32;

  /** Consent to analytics that was taken back last, and data that had to be erased. */
  private static final String SAID =
      """
      SELECT person FROM (
        SELECT CAST(person AS varchar) AS person,
          MAX_BY(type, occurred) FILTER (WHERE type IN ('consent.given', 'consent.withdrawn')
            AND COALESCE(consent_withdrawn.purpose, consent_given.purpose) = 'analytics') AS consent,
          COUNT(*) FILTER (WHERE type = 'erasure.completed') AS erasures
        FROM lake.raw.compliance WHERE person IS NOT NULL GROUP BY person)
      WHERE consent = 'consent.withdrawn' OR erasures > 0""";

  private static final String NOBODY = "SELECT CAST('' AS varchar) AS person WHERE FALSE";

  /** Makes what is missing. */
  public void make() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS lake." + SCHEMA);
      if (!tables(statement, SCHEMA).contains("mask_key")) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        statement.execute(
            "CREATE TABLE " + KEY + " AS SELECT X'" + HexFormat.of().formatHex(key) + "' AS key");
      }
      statement.execute("CREATE OR REPLACE VIEW " + PEOPLE + " AS " + people(statement));
    }
  }

  /** Raw tables come with their first event or the stream's first start, core ones with a night. */
  private static String people(Statement statement) throws SQLException {
    if (!tables(statement, "raw").contains("compliance")) {
      return NOBODY;
    }
    List<String> parts = new ArrayList<>(List.of(SAID));
    if (tables(statement, "core").contains("identities")) {
      // Facts keep the pseudonym that they came with, whatever it was merged into.
      parts.add(
          "SELECT i.person FROM lake.core.identities i JOIN ("
              + SAID
              + ") w ON i.merged_into = w.person");
    }
    return String.join("\nUNION\n", parts);
  }

  private static Set<String> tables(Statement statement, String schema) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name FROM lake.information_schema.tables WHERE table_schema = '"
                + schema
                + "'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
