package playhouse.local.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import playhouse.warehouse.KpiView;
import playhouse.warehouse.LakeTable;
import playhouse.warehouse.Personal;

/**
 * Trino's file of rules: what each role may see, made from the definitions of the tables. What no
 * rule allows is refused; nobody may act as somebody else.
 */
public final class AccessRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAKE = "lake";

  /** Rules and queries may not read this by way of those who ask. */
  private static final Map<String, Object> AS_SERVICE = Map.of("user", Role.SERVICE.text());

  private static final String ROWS =
      "person IS NULL OR person NOT IN (SELECT person FROM " + Withheld.PEOPLE + ")";

  private final Personal personal = new Personal();

  /** The whole file. */
  public String json() {
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("catalogs", catalogs());
    rules.put("queries", queries());
    rules.put("schemas", List.of(rule(Role.SERVICE, Map.of("owner", true))));
    rules.put("tables", tables());
    rules.put("functions", List.of());
    rules.put("procedures", List.of(rule(Role.SERVICE, Map.of("privileges", List.of("EXECUTE")))));
    rules.put("system_session_properties", sessionProperties());
    rules.put("catalog_session_properties", List.of(rule(Role.SERVICE, Map.of("allow", true))));
    rules.put("impersonation", List.of());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Object> catalogs() {
    return List.of(
        rule(Role.SERVICE, Map.of("allow", "all")),
        rule(Role.STEWARD, Map.of("allow", "read-only")),
        rule(Role.ANALYST, Map.of("allow", "read-only")));
  }

  /** One's own queries one may always see and end. */
  private static List<Object> queries() {
    return List.of(
        rule(Role.SERVICE, Map.of("allow", List.of("execute", "view", "kill"))),
        rule(Role.STEWARD, Map.of("allow", List.of("execute", "view"))),
        rule(Role.ANALYST, Map.of("allow", List.of("execute"))));
  }

  private List<Object> tables() {
    List<Object> tables = new ArrayList<>();
    tables.add(
        rule(
            Role.SERVICE,
            Map.of(
                "privileges",
                List.of("SELECT", "INSERT", "DELETE", "UPDATE", "OWNERSHIP", "GRANT_SELECT"))));
    tables.add(table(Role.STEWARD, LAKE, Withheld.SCHEMA, "mask_key.*", List.of()));
    tables.add(table(Role.STEWARD, ".*", ".*", ".*", List.of("SELECT")));
    tables.add(table(Role.ANALYST, "system", "jdbc|metadata", ".*", List.of("SELECT")));
    tables.add(table(Role.ANALYST, "system", "runtime", "queries", List.of("SELECT")));
    tables.add(table(Role.ANALYST, LAKE, KpiView.SCHEMA, "[a-z0-9_]+", List.of("SELECT")));
    tables.add(rejects());
    LakeTable.all().forEach(table -> tables.add(forAnalysts(table)));
    return tables;
  }

  /**
   * Made from its contract; how many were refused and why is for everybody, what they said is not.
   */
  private static Object rejects() {
    Map<String, Object> rule = table(Role.ANALYST, LAKE, "ops", "rejects", List.of("SELECT"));
    rule.put("columns", List.of(masked("original", "NULL"), masked("detail", "NULL")));
    return rule;
  }

  /** The name is the whole name: what Iceberg tells of a table's files is another table. */
  private Object forAnalysts(LakeTable table) {
    String[] name = table.name().split("\\.", -1);
    Map<String, Object> rule = table(Role.ANALYST, LAKE, name[0], name[1], List.of("SELECT"));
    List<Object> columns = new ArrayList<>();
    for (LakeTable.Column column : table.columns()) {
      switch (personal.of(table, column)) {
        case PERSON, TRACE -> columns.add(masked(column.name(), hashed(column.name())));
        case WORDS -> columns.add(masked(column.name(), "NULL"));
        case PLAIN -> {}
      }
    }
    if (!columns.isEmpty()) {
      rule.put("columns", columns);
    }
    if (table.columns().stream().anyMatch(column -> column.name().equals("person"))) {
      rule.put("filter", ROWS);
      rule.put("filter_environment", AS_SERVICE);
    }
    return rule;
  }

  private static Object masked(String column, String mask) {
    return Map.of("name", column, "mask", mask, "mask_environment", AS_SERVICE);
  }

  /** 128 bits, as 32 hexadecimal digits; of null null. */
  private static String hashed(String column) {
    return "TO_HEX(SUBSTR(HMAC_SHA256(TO_UTF8(\"%s\"), (SELECT key FROM %s)), 1, 16))"
        .formatted(column, Withheld.KEY);
  }

  /** What limits a query is not for those whom it limits to change. */
  private static List<Object> sessionProperties() {
    return List.of(
        rule(Role.SERVICE, Map.of("allow", true)),
        Map.of("property", "query_max_.*|resource_overcommit|.*priority.*", "allow", false),
        Map.of("allow", true));
  }

  private static Map<String, Object> table(
      Role role, String catalog, String schema, String table, List<String> privileges) {
    Map<String, Object> rest = new LinkedHashMap<>();
    rest.put("catalog", catalog);
    rest.put("schema", schema);
    rest.put("table", table);
    rest.put("privileges", privileges);
    return rule(role, rest);
  }

  private static Map<String, Object> rule(Role role, Map<String, Object> rest) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("user", role.users());
    rule.putAll(rest);
    return rule;
  }
}
