package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import playhouse.contracts.Family;
import playhouse.contracts.Role;
import playhouse.local.python.PythonEnvironment;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoTest {

  /** Enough that every family and every KPI has something to say. */
  private static final String PEOPLE = "120";

  private static final long MOST_MB = 8 * 1024;

  /** Nearly all of it is the compiler's and the planner's; about 55 on two cores. */
  private static final Duration READY_AGAIN = Duration.ofSeconds(90);

  private static final RunningStack STACK = RunningStack.inFreshHome();

  @AfterAll
  static void leave() {
    STACK.close();
  }

  @Test
  @Order(1)
  void theTourHoldsLeavesNothingRunningAndTheHouseIsSoonUpAgain() throws IOException {
    STACK.launch().must("demo", "--once", "--people", PEOPLE);
    JsonNode demo = RunningStack.JSON.readTree(STACK.home().resolve("demo.json").toFile());
    everyFamilyIsInTheLakeOnce(demo);
    everyKpiIsTheTruth(demo);
    assertThat(demo.get("recommendations"))
        .hasSize(5)
        .allMatch(list -> !list.get("items").isEmpty());
    assertThat(demo.get("peakRssMb").asLong()).isBetween(1L, MOST_MB);
    assertThat(STACK.living()).isEmpty();

    long began = System.nanoTime();
    STACK.launch().must("up");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(READY_AGAIN);
    String person = demo.get("recommendations").get(0).get("person").asText();
    assertThat(STACK.ask("/v1/recommendations?surface=home&person=" + person).get("items"))
        .isNotEmpty();
    everyRoleHasATokenThatOpensServing(STACK);
    everyNumberIsTheSameByApiAndBySql(STACK);
  }

  @Test
  @Order(2)
  void everyNotebookRunsFromTopToBottomOnWhatTheTourLeft() throws IOException {
    assumeTrue(
        PythonEnvironment.possible(), "Python 3.11 with venv is not here: no notebook is run");
    STACK.launch().must("notebooks", "--execute");
    try (Stream<Path> notebooks = Files.list(Launch.ROOT.resolve("notebooks"))) {
      for (Path notebook : notebooks.filter(file -> file.toString().endsWith(".ipynb")).toList()) {
        Path result = STACK.home().resolve("notebooks").resolve(notebook.getFileName());
        JsonNode cells = RunningStack.JSON.readTree(result.toFile()).get("cells");
        assertThat(cells.findValues("execution_count"))
            .as("%s", notebook)
            .noneMatch(JsonNode::isNull);
        assertThat(cells.findValues("image/png")).as("plots of %s", notebook).isNotEmpty();
      }
    }
  }

  private static void everyRoleHasATokenThatOpensServing(RunningStack stack) throws IOException {
    JsonNode tokens = RunningStack.JSON.readTree(stack.home().resolve("tokens.json").toFile());
    for (Role role : Role.values()) {
      JsonNode systems = stack.ask("/v1/systems", tokens.path(role.text()).asText());
      assertThat(systems.findValuesAsText("id")).contains("S5.1", "S6.1", "S9.2");
      assertThat(systems.findValuesAsText("health")).containsOnly("up");
    }
  }

  /** Of each definition the first measure, four weeks of the whole, as boards show it. */
  private static void everyNumberIsTheSameByApiAndBySql(RunningStack stack) {
    Map<String, String> bySql = new TreeMap<>();
    for (Map<String, Object> row :
        stack.sql(
            """
            SELECT concat_ws(' ', kpi, measure, grain, date_format(started, '%Y-%m-%dT%H:%i')) AS which,
              value FROM mart.kpi_daily WHERE "by" = '' AND zone = 'UTC'""")) {
      bySql.put(String.valueOf(row.get("which")), String.valueOf(row.get("value")));
    }
    Set<String> compared = new TreeSet<>();
    for (JsonNode kpi : stack.ask("/v1/kpis").path("items")) {
      String id = kpi.path("id").asText();
      String measure = kpi.path("measures").path(0).path("name").asText();
      JsonNode series = stack.ask("/v1/kpis/" + id + "?zone=UTC&measure=" + measure);
      for (JsonNode point : series.path("points")) {
        String started = point.path("started").asText().substring(0, 16);
        String which = String.join(" ", id, measure, series.path("grain").asText(), started);
        assertThat(bySql).as("%s", point).containsKey(which);
        if (point.path("value").isNumber()) {
          assertThat(Double.parseDouble(bySql.get(which)))
              .as(which)
              .isEqualTo(point.path("value").asDouble());
        }
        compared.add(id);
      }
    }
    // Months that began earlier, and what no week of the demo has, are not among them.
    assertThat(compared).hasSizeGreaterThanOrEqualTo(30);
  }

  private static void everyFamilyIsInTheLakeOnce(JsonNode demo) {
    Set<String> families = new TreeSet<>();
    for (JsonNode family : demo.get("families")) {
      families.add(family.get("family").asText());
      assertThat(family.get("inLake").asLong())
          .as("%s", family)
          .isPositive()
          .isEqualTo(family.get("accepted").asLong() - family.get("duplicates").asLong());
    }
    assertThat(families).hasSize(Family.values().length);
  }

  private static void everyKpiIsTheTruth(JsonNode demo) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode kpi : demo.get("kpis")) {
      ids.add(kpi.get("id").asText());
      double truth = kpi.get("truth").asDouble();
      assertThat(kpi.get("value").asDouble())
          .as("%s", kpi)
          .isCloseTo(truth, within(1e-9 * Math.max(1, Math.abs(truth))));
    }
    // Of a few there is nothing to tell in five weeks, or only by campaign.
    assertThat(ids)
        .hasSizeGreaterThanOrEqualTo(40)
        .contains(
            "K1.3", "K2.1", "K2.2", "K3.1", "K3.4", "K4.1", "K4.4", "K5.2", "K5.3", "K6.1", "K6.2",
            "K10.2");
  }
}
