package playhouse.local.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trino's file of resource groups: what each role, and each analyst, may take at once. */
public final class ResourceGroups {
  /** Queries that one analyst runs at once; more wait. */
  public static final int RUNNING_OF_ONE = 2;

  /** Queries of one analyst that wait; more are refused. */
  public static final int WAITING_OF_ONE = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ResourceGroups() {}

  /** The whole file. */
  public static String json() {
    Map<String, Object> analyst = group("${USER}", RUNNING_OF_ONE, WAITING_OF_ONE, "40%");
    analyst.put("softCpuLimit", "10m");
    analyst.put("hardCpuLimit", "20m");
    Map<String, Object> analysts = group("analysts", 4, 40, "60%");
    analysts.put("subGroups", List.of(analyst));
    Map<String, Object> groups = new LinkedHashMap<>();
    groups.put(
        "rootGroups",
        List.of(analysts, group("stewards", 4, 20, "80%"), group("services", 8, 100, "100%")));
    groups.put(
        "selectors",
        List.of(
            selector(Role.ANALYST, "analysts.${USER}"),
            selector(Role.STEWARD, "stewards"),
            selector(Role.SERVICE, "services")));
    groups.put("cpuQuotaPeriod", "1h");
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(groups);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> group(String name, int running, int waiting, String memory) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", name);
    group.put("softMemoryLimit", memory);
    group.put("hardConcurrencyLimit", running);
    group.put("maxQueued", waiting);
    return group;
  }

  private static Map<String, Object> selector(Role role, String group) {
    return Map.of("user", role.users(), "group", group);
  }
}
