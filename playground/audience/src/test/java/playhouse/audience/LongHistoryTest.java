package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.audience.recount.Recount;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Trouble;
import playhouse.audience.truth.Row;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;

/** Four months of a few people's lives: long enough for every KPI, those of cohorts included. */
class LongHistoryTest {

  private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"));
  private static final Plan PLAN = Plan.of(24, 80, 100, 120, LocalDate.of(2026, 11, 21), 300);
  private static final String MEASURES =
      """
      K1.1 runtime_hours/day titles/day
      K1.2 new_28d/day new_7d/day
      K1.3 completion/day
      K1.4 exclusive_share/day
      K10.1 comments/day comments/hour danmaku/day danmaku/hour hidden/day hidden/hour
      K10.2 favourites/day likes/day
      K10.3 shares/day
      K10.4 share/day
      K11.1 incremental_roi/campaign roi/campaign
      K11.2 last_click/week
      K11.3 mentions/day
      K11.4 share/week
      K12.1 success/day
      K12.2 mean/day mean/hour p95/day p95/hour
      K12.3 ended_by_error/day requests/day start_failures/day
      K12.4 jobs/day jobs/hour per_cpu/day per_cpu/hour per_wall/day per_wall/hour
      K2.1 registrations/day registrations/month registrations/week
      K2.2 dau/day mau/day stickiness/day wau/day
      K2.3 blended/month paid/month
      K2.4 paid_30d/week paid_7d/week paid_90d/week
      K3.1 mean_seconds_per_person/day mean_seconds_per_session/day median_seconds_per_person/day
      K3.2 d1/day d30/day d7/day d90/day w1/day w12/day w2/day w4/day w8/day
      K3.3 customers/month involuntary/month revenue/month users/month voluntary/month
      K3.4 sessions_per_person/day sessions_per_person/week
      K4.1 grace/day paid/day trial/day
      K4.2 arppu/month arpu/month
      K4.3 recovered/month renewal/month
      K4.4 ads/day ads/month mrr_churn/day mrr_churn/month mrr_contraction/day mrr_contraction/month
      K4.4 mrr_expansion/day mrr_expansion/month mrr_new/day mrr_new/month mrr_reactivation/day
      K4.4 mrr_reactivation/month other/day other/month refunds/day refunds/month subscription/day
      K4.4 subscription/month total/day total/month transaction/day transaction/month
      K5.1 fill/day fill/hour
      K5.2 ecpm/day ecpm/hour rpm/day rpm/hour
      K5.3 ctr/day ctr/hour viewability/day viewability/hour
      K5.4 share/day share/month
      K6.1 p50/day p95/day p99/day
      K6.2 stall_ratio/day stalls_per_hour/day
      K6.3 bytes/day hits/day
      K6.4 availability/day availability/month
      K7.1 csat/month csat_high/month csat_low/month nps/month nps_high/month nps_low/month
      K7.2 crash_free/day crash_rate/day
      K7.3 complaints/day problems/day suggestions/day total/day
      K7.4 accuracy/day coverage/day ndcg_at_10/day weighted/day
      K8.1 infringements/day
      K8.2 overturned/day pass_rate/day
      K8.3 resolved/month within_promise/month
      K8.4 pass_rate/day
      K9.1 licence/month production/month royalties/month total/month
      K9.2 cdn/month compute/month other/month people/month total/month
      K9.3 margin/month
      K9.4 margin/month
      """;

  private static final Map<String, Row> ROWS = new TreeMap<>();
  private static final Memory MEMORY = new Memory();

  @BeforeAll
  static void actOut() {
    History history = new History(new World(PLAN), ZONES, "USD");
    history.send(MEMORY, Trouble.USUAL, 2, new Counts(), day -> {});
    history.oracle().rows(row -> assertThat(ROWS.put(row.key(), row)).as(row.key()).isNull());
  }

  @Test
  void whatTheEventsAddUpToIsTheTruthWithCohortsOfMonthsAgo() {
    for (ZoneId zone : ZONES) {
      Map<String, Double> counted = Recount.of(zone, MEMORY.distinct().values());
      assertThat(Agreement.faults(Agreement.truth(ROWS.values(), zone), counted)).isEmpty();
    }
  }

  @Test
  void everyKpiIsToldWithAllItsMeasuresAndGrains() {
    Set<String> told = new TreeSet<>();
    for (Row row : ROWS.values()) {
      String grain = row.grain().name().toLowerCase(Locale.ROOT);
      told.add(row.kpi() + " " + row.measure() + "/" + grain);
    }
    Set<String> wanted = new TreeSet<>();
    for (String line : MEASURES.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      words.stream().skip(1).forEach(measure -> wanted.add(words.get(0) + " " + measure));
    }
    assertThat(told).isEqualTo(wanted);
  }

  @Test
  void everyMeasureMoves() {
    Map<String, TreeSet<Double>> values = new TreeMap<>();
    for (Row row : ROWS.values()) {
      values
          .computeIfAbsent(row.kpi() + " " + row.measure(), key -> new TreeSet<>())
          .add(row.value());
    }
    values.values().removeIf(different -> different.size() > 1);
    assertThat(values).isEmpty();
  }
}
