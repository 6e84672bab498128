package playhouse.serving.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.LiveKpi;
import playhouse.serving.acquisition.valuation.NightlyValuations;
import playhouse.serving.advertising.reports.ClosedDays;
import playhouse.serving.analytics.adreports.LakeAdReports;
import playhouse.serving.analytics.alerts.AlertRoutes;
import playhouse.serving.analytics.alerts.Alerts;
import playhouse.serving.analytics.behaviour.BehaviourRoutes;
import playhouse.serving.analytics.boards.BoardRoutes;
import playhouse.serving.analytics.boards.Digest;
import playhouse.serving.analytics.boards.Mailing;
import playhouse.serving.analytics.boards.ScheduleRoutes;
import playhouse.serving.analytics.boards.TargetRoutes;
import playhouse.serving.analytics.boards.ViewRoutes;
import playhouse.serving.analytics.dictionary.DictionaryRoutes;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.KpiRoutes;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeTable;
import playhouse.serving.analytics.lineage.LineageRoutes;
import playhouse.serving.analytics.live.LiveKpis;
import playhouse.serving.analytics.live.LiveRoutes;
import playhouse.serving.analytics.performance.PerformanceRoutes;
import playhouse.serving.analytics.upkeep.UpkeepRoutes;
import playhouse.serving.analytics.valuations.LakeValuations;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The activity put together: the lake's values, those of this moment, and rules over them. */
public final class Analytics implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "analytics";

  /** How late a board that is sent by e-mail may be. */
  private static final Duration MAIL = Duration.ofSeconds(30);

  private final LakeCatalog lake;
  private final Definitions definitions = new Definitions();
  private final Clock clock;
  private final LiveKpis live = new LiveKpis();
  private final LiveRoutes stream;
  private final Alerts alerts;
  private final NightlyValuations valuations;
  private final ClosedDays adReports;
  private final Digest digest;
  private final List<String> domains;
  private final List<Routes> routes;

  /**
   * Begins; the lake is reached when it is first asked for.
   *
   * @param log where rules and raised alerts are kept
   */
  public Analytics(Settings settings, Clock clock, FactLog log, LiveRoutes.Limits limits) {
    List<ZoneId> zones = settings.zones();
    this.clock = clock;
    lake = new LakeCatalog(settings);
    valuations = new LakeValuations(lake, clock);
    adReports = new LakeAdReports(lake, clock);
    KpiTable table = new KpiTable(new LakeTable(lake, clock, "mart.kpi_daily"));
    digest =
        new Digest(
            definitions,
            table,
            zones,
            settings.get(Setting.WEB_URL),
            settings.get(Setting.CURRENCY),
            clock);
    domains =
        Arrays.stream(settings.get(Setting.BOARD_MAIL_DOMAINS).toLowerCase(Locale.ROOT).split(" "))
            .filter(domain -> !domain.isEmpty())
            .toList();
    stream = new LiveRoutes(live, definitions, zones, limits);
    alerts = new Alerts(definitions, table, zones, log, clock);
    routes =
        List.of(
            // Before the definitions, which would take its name for an id.
            stream,
            new KpiRoutes(
                definitions, table, this::now, zones, settings.get(Setting.CURRENCY), clock),
            new DictionaryRoutes(),
            new LineageRoutes(
                definitions, table, lake, new LakeTable(lake, clock, "ops.lineage"), zones),
            new AlertRoutes(definitions, alerts.rules(), alerts.raised(), zones),
            new PerformanceRoutes(lake, zones, clock),
            new BehaviourRoutes(lake, clock),
            new UpkeepRoutes(lake, clock));
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** What it answers of what people save, and sends them of it. */
  public List<Routes> boards(Chassis chassis) {
    ServicesDatabase database = chassis.database();
    chassis.every(
        MAIL, "analytics.board-mail", new Mailing(digest, chassis.messages(), clock)::tick);
    return List.of(
        new ViewRoutes(clock),
        new ScheduleRoutes(database, digest, domains, clock),
        new BoardRoutes(database, definitions, clock),
        new TargetRoutes(database, definitions, clock));
  }

  /** Reports of ads of days that are over. */
  public ClosedDays adReports() {
    return adReports;
  }

  /** What the night left of values, for those who buy. */
  public NightlyValuations valuations() {
    return valuations;
  }

  /** Who takes in the records of which topic. */
  public Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers() {
    return Map.of(
        Topics.LIVE_KPIS, live::take,
        Topics.ALERT_RULES, alerts.rules()::take,
        Topics.ALERTS_RAISED, alerts.raised()::take);
  }

  /** Begins to look for alerts as soon as the topics have been read. */
  public void watch(BooleanSupplier known, Duration every) {
    alerts.watch(known, every);
  }

  /** Measures itself. */
  public void measure(Meters meters) {
    meters.gauge("playhouse_live_kpis", "Live values of KPIs in memory", live::size);
    meters.gauge("playhouse_live_readers", "Readers of live values", stream::readers);
    meters.gauge("playhouse_alerts_raised", "Raised alerts in memory", alerts.raised()::size);
  }

  /** Ends what goes on in the background, and lets readers of the stream go. */
  @Override
  public void close() {
    stream.close();
    alerts.close();
    lake.close();
  }

  private List<LiveKpi> now(Predicate<LiveKpi> wanted) {
    return live.find(wanted).stream().map(LiveKpis.Change::kpi).toList();
  }
}
