package playhouse.streaming.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import playhouse.testbed.kpi.KpiAnswer;
import playhouse.testbed.kpi.KpiSample;
import playhouse.warehouse.Kpi;

/** Every definition says the same in Flink as in Spark and in Trino. */
class KpiTextTest {
  @AutoClose private static final SharedFlink FLINK = start();

  @Test
  void a_live_definition_answers_as_agreed_over_rows_that_come_and_are_withdrawn()
      throws Exception {
    List<Kpi> live = Kpi.all().stream().filter(kpi -> !kpi.live().isEmpty()).toList();
    assertThat(summaries(live, SampleTables.changing(FLINK.environment()))).isEqualTo(agreed(live));
  }

  @Test
  void a_definition_that_is_not_live_answers_as_agreed_over_rows_at_rest() throws Exception {
    List<Kpi> others = Kpi.all().stream().filter(kpi -> kpi.live().isEmpty()).toList();
    assertThat(summaries(others, SampleTables.atRest(FLINK.environment())))
        .isEqualTo(agreed(others));
  }

  private static List<String> agreed(List<Kpi> kpis) {
    List<String> ids = kpis.stream().map(Kpi::id).toList();
    return KpiAnswer.agreed().stream()
        .filter(summary -> ids.contains(summary.substring(0, summary.indexOf(' '))))
        .toList();
  }

  private static SharedFlink start() {
    try {
      return SharedFlink.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> summaries(List<Kpi> kpis, SampleTables tables) throws Exception {
    List<String> summaries = new ArrayList<>();
    for (Kpi kpi : kpis) {
      TableResult result = tables.sql(KpiSample.select(kpi));
      KpiAnswer answer =
          KpiAnswer.of(kpi, result.getResolvedSchema().getColumnNames(), SampleTables.rows(result));
      answer.write(tables.streaming() ? "flink-stream" : "flink-batch");
      summaries.add(answer.summary());
    }
    return summaries;
  }
}
