package playhouse.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import playhouse.contracts.facts.AdReport;
import playhouse.contracts.facts.AlertRaised;
import playhouse.contracts.facts.AlertRule;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.ConsentState;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.LiveKpi;
import playhouse.contracts.facts.ModelPointer;
import playhouse.contracts.facts.Prediction;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.Reject;

/**
 * A Kafka topic with the settings it must have.
 *
 * @param name its name
 * @param partitions how many partitions; adding some later breaks deduplication for a day
 * @param config topic settings beyond the broker's defaults
 */
public record Topics(String name, int partitions, Map<String, String> config) {

  /** What was refused ({@link Reject}). */
  public static final String REJECTS = "rejects";

  /** Who lets us keep behaviour ({@link ConsentState}), by person. */
  public static final String CONSENT = "consent";

  /** What the stream knows of a person ({@link LiveFeatures}), by person. */
  public static final String LIVE_FEATURES = "live-features";

  /** What the batch knows of a person ({@link Profile}), by person. */
  public static final String PROFILES = "profiles";

  /** What models answer of a person ({@link Prediction}), by {@code model|person}. */
  public static final String PREDICTIONS = "predictions";

  /** How variants do ({@link ExperimentStatistics}), by {@code experiment|variant|slice}. */
  public static final String EXPERIMENTS = "experiment-statistics";

  /** Lists of titles ({@link Candidates}), by slice. */
  public static final String CANDIDATES = "candidates";

  /** Which model version serves ({@link ModelPointer}), by model. */
  public static final String MODELS = "models";

  /** What KPIs stand at now ({@link LiveKpi}), by {@code kpi|measure|zone|grain|started|by}. */
  public static final String LIVE_KPIS = "live-kpis";

  /** What comes of ads ({@link AdReport}), by {@code hour|placement|…}; kept for eight days. */
  public static final String AD_REPORTS = "ads.reports";

  /** Rules over KPIs that somebody set ({@link AlertRule}), by id. */
  public static final String ALERT_RULES = "alert-rules";

  /** Rules that held ({@link AlertRaised}), by {@code rule|started}; kept for 400 days. */
  public static final String ALERTS_RAISED = "alerts-raised";

  /** When streaming jobs began and ended, as OpenLineage's JSON; the batch takes it to the lake. */
  public static final String LINEAGE = "lineage";

  /** Partitions of each family's topic and of the compacted ones keyed by person. */
  public static final int PARTITIONS = 4;

  // A producer's own times, months old where history is told, would cut a topic before it is read.
  private static final String ARRIVAL = "message.timestamp.type";
  private static final String LOG_APPEND = "LogAppendTime";

  private static final String WEEK_MILLIS = Long.toString(7L * 24 * 3600 * 1000);

  private static final String ALERT_MILLIS = Long.toString(400L * 24 * 3600 * 1000);

  private static final String AD_REPORT_MILLIS = Long.toString(8L * 24 * 3600 * 1000);

  /** Every topic there is: families first. */
  public static List<Topics> all() {
    List<Topics> all = new ArrayList<>();
    for (Family family : Family.values()) {
      // Serving rebuilds its titles from the catalogue topic, so that one is never cut.
      String retention = family == Family.CATALOGUE ? "-1" : WEEK_MILLIS;
      all.add(
          new Topics(
              family.topic(),
              PARTITIONS,
              Map.of(
                  "retention.ms", retention, "compression.type", "producer", ARRIVAL, LOG_APPEND)));
    }
    // A refused request body is kept whole, and it may be far longer than any event.
    all.add(
        new Topics(
            REJECTS,
            1,
            Map.of(
                "retention.ms",
                WEEK_MILLIS,
                "retention.bytes",
                Long.toString(1L << 30),
                "max.message.bytes",
                "16777216")));
    all.add(compacted(CONSENT, PARTITIONS));
    all.add(compacted(LIVE_FEATURES, PARTITIONS));
    all.add(compacted(PROFILES, PARTITIONS));
    all.add(compacted(PREDICTIONS, PARTITIONS));
    all.add(compacted(EXPERIMENTS, 1));
    all.add(compacted(CANDIDATES, 1));
    all.add(compacted(MODELS, 1));
    // One partition, so that one offset says how far a reader of the live values has come.
    all.add(compacted(LIVE_KPIS, 1));
    all.add(compacted(ALERT_RULES, 1));
    all.add(
        new Topics(
            AD_REPORTS,
            1,
            Map.of(
                "cleanup.policy", "compact,delete",
                "retention.ms", AD_REPORT_MILLIS,
                "segment.ms", "3600000")));
    all.add(new Topics(LINEAGE, 1, Map.of("retention.ms", WEEK_MILLIS)));
    all.add(
        new Topics(
            ALERTS_RAISED,
            1,
            Map.of("cleanup.policy", "compact,delete", "retention.ms", ALERT_MILLIS)));
    return List.copyOf(all);
  }

  private static Topics compacted(String name, int partitions) {
    return new Topics(
        name, partitions, Map.of("cleanup.policy", "compact", "segment.ms", "3600000"));
  }
}
