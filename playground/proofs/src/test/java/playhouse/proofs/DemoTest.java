package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.Role;

class DemoTest {

  /** Enough that every family and every KPI has something to say. */
  private static final String PEOPLE = "120";

  private static final long MOST_MB = 8 * 1024;
  private static final Duration READY_AGAIN = Duration.ofSeconds(60);

  @Test
  void theTourHoldsLeavesNothingRunningAndTheHouseIsUpAgainWithinAMinute() throws IOException {
    try (RunningStack stack = RunningStack.inFreshHome()) {
      stack.launch().must("demo", "--once", "--people", PEOPLE);
      JsonNode demo = RunningStack.JSON.readTree(stack.home().resolve("demo.json").toFile());
      everyFamilyIsInTheLakeOnce(demo);
      everyKpiIsTheTruth(demo);
      assertThat(demo.get("recommendations"))
          .hasSize(5)
          .allMatch(list -> !list.get("items").isEmpty());
      assertThat(demo.get("peakRssMb").asLong()).isBetween(1L, MOST_MB);
      assertThat(stack.living()).isEmpty();

      long began = System.nanoTime();
      stack.launch().must("up");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(READY_AGAIN);
      String person = demo.get("recommendations").get(0).get("person").asText();
      assertThat(stack.ask("/v1/recommendations?surface=home&person=" + person).get("items"))
          .isNotEmpty();
      everyRoleHasATokenThatOpensServing(stack);
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
