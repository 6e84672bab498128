package playhouse.serving.advertising;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.acquisition.rights.RightsApi;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.advertising.reports.ClosedDays;
import playhouse.serving.advertising.schedules.AdTags;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.personalisation.attention.AttentionApi;
import playhouse.serving.personalisation.lookalikes.LookalikesApi;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.personalisation.tagging.TagsApi;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Check;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Advertising implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "advertising";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S8.1", "Programmatic ads", "程序化广告平台"),
          new Systems.Named("S8.2", "Ad matching", "精准广告匹配"),
          new Systems.Named("S8.3", "Real-time ad reports", "实时广告效果监测"),
          new Systems.Named("S8.4", "Ad optimisation", "AI驱动的广告优化"));

  private final Ordering ordering;
  private final Choosing choosing;
  private final Reporting reporting;
  private final Breaking breaking;

  /**
   * A topic that is read.
   *
   * @param newest how many of each partition's newest records; Long.MAX_VALUE for all
   */
  public record Topic(String name, long newest, Consumer<ConsumerRecord<byte[], byte[]>> reader) {}

  /**
   * What is known of people and titles elsewhere.
   *
   * @param agreed who lets us go by what is known of them
   * @param age up to which things are suitable for somebody; empty if there is no limit
   * @param closedDays of reports, as the lake has them
   */
  public record Known(
      SegmentsApi segments,
      LookalikesApi lookalikes,
      AttentionApi attention,
      TagsApi tags,
      RightsApi rights,
      Whereabouts whereabouts,
      Predicate<UUID> agreed,
      Function<UUID, OptionalInt> age,
      ClosedDays closedDays) {}

  /**
   * On that chassis.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  public Advertising(
      Chassis chassis, Settings settings, Known known, FactLog log, Clock clock, Meters meters) {
    ordering = new Ordering(chassis, settings, known.segments(), clock);
    choosing = new Choosing(chassis, known, ordering.flights(), ordering.till(), clock, meters);
    Outside outside = new Outside(settings, meters);
    Seal seal = Seal.in(Path.of(settings.get(Setting.IDENTITY_SECRETS)));
    reporting =
        new Reporting(
            chassis,
            settings,
            seal,
            ordering.till(),
            ordering.flights(),
            ordering.owners(),
            known.closedDays(),
            outside.wins(),
            log,
            clock,
            meters);
    breaking =
        new Breaking(
            chassis,
            known,
            ordering,
            choosing,
            outside,
            reporting.notices(),
            new AdTags(seal, settings.get(Setting.WEB_URL)),
            log,
            clock,
            meters);
  }

  /** What it answers. */
  public List<Routes> routes() {
    return Stream.of(ordering.routes(), reporting.routes(), breaking.routes())
        .flatMap(List::stream)
        .toList();
  }

  /** What it reads. */
  public List<Topic> topics() {
    return Stream.of(choosing.topics(), reporting.topics()).flatMap(List::stream).toList();
  }

  /** What must hold before it answers. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>(ordering.checks());
    checks.add(choosing.check());
    return List.copyOf(checks);
  }

  @Override
  public void close() {
    breaking.close();
    choosing.close();
    ordering.close();
  }
}
