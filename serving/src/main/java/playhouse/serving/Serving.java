package playhouse.serving;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.acquisition.Acquisition;
import playhouse.serving.advertising.Advertising;
import playhouse.serving.analytics.Analytics;
import playhouse.serving.analytics.live.LiveRoutes;
import playhouse.serving.billing.Billing;
import playhouse.serving.identity.Identity;
import playhouse.serving.personalisation.Personalisation;
import playhouse.serving.personalisation.candidates.Licensed;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.facts.TopicFollower;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Check;
import playhouse.serving.platform.operations.Systems;
import playhouse.serving.platform.operations.WarmUp;
import playhouse.serving.web.Pages;

/** The process put together: topics into stores, stores behind routes, facts out. */
public final class Serving implements AutoCloseable {
  private static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S9.1", "Big data platform", "大数据平台"),
          new Systems.Named("S9.2", "Live dashboards", "实时数据看板"),
          new Systems.Named("S9.3", "Behaviour prediction", "用户行为预测"),
          new Systems.Named("S9.4", "Content performance", "内容表现分析"));

  private static final Duration ALERTS_EVERY = Duration.ofSeconds(5);

  private static final List<String> SCHEMAS =
      List.of(
          Identity.SCHEMA,
          Acquisition.SCHEMA,
          Billing.SCHEMA,
          Personalisation.SCHEMA,
          Advertising.SCHEMA,
          Analytics.SCHEMA);

  private final String kafka;
  private final Meters meters = new Meters();
  private final FactLog log;
  private final Analytics analytics;
  private final Chassis chassis;
  private final Identity identity;
  private final Acquisition acquisition;
  private final Billing billing;
  private final Personalisation personalisation;
  private final Advertising advertising;
  private final List<TopicFollower> followers = new ArrayList<>();
  private final HttpHost http;

  private Serving(Settings settings, Clock clock) {
    kafka = settings.get(Setting.KAFKA);
    log = new FactLog(kafka, meters);
    analytics = new Analytics(settings, clock, log, LiveRoutes.Limits.USUAL);
    chassis = new Chassis(settings, clock, meters, SCHEMAS);
    identity = new Identity(chassis, settings, clock);
    acquisition = new Acquisition(chassis, settings, analytics.valuations(), clock);
    billing = new Billing(chassis, settings, identity.toPeople(), clock);
    acquisition.entitle(billing.entitled());
    personalisation =
        new Personalisation(
            chassis,
            settings,
            identity.ageLimits(),
            identity.people(),
            new Licensed(acquisition.rights(), clock),
            acquisition.whereabouts(),
            billing.plans(),
            log,
            clock,
            meters);
    identity.tellOfThoseWhoWereAnonymous(personalisation::signedIn);
    advertising =
        new Advertising(
            chassis,
            settings,
            new Advertising.Known(
                personalisation.segments(),
                personalisation.lookalikes(),
                personalisation.attention(),
                personalisation.tags(),
                acquisition.rights(),
                acquisition.whereabouts(),
                personalisation::agreed,
                identity.ageLimits()::of,
                analytics.adReports()),
            log,
            clock,
            meters);
    followTopics();
    measure();
    WarmUp warmUp = new WarmUp(this::hasCaughtUp, personalisation::warmUp);
    List<Routes> all =
        Stream.of(
                List.<Routes>of(new Pages(settings)),
                personalisation.routes(),
                advertising.routes(),
                identity.routes(),
                acquisition.routes(),
                billing.routes(),
                analytics.routes(),
                analytics.boards(chassis))
            .flatMap(List::stream)
            .toList();
    http = chassis.serve(all, checks(warmUp), systems());
    analytics.watch(this::hasCaughtUp, ALERTS_EVERY);
    personalisation.watch(this::hasCaughtUp);
  }

  /**
   * Starts; it is ready when {@code /ready} says so.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  public static Serving start(Settings settings, Clock clock) {
    return new Serving(settings, clock);
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    analytics.close();
    personalisation.letGo();
    http.close();
    advertising.close();
    acquisition.close();
    chassis.close();
    billing.close();
    identity.close();
    followers.forEach(TopicFollower::close);
    personalisation.close();
    log.close();
    meters.close();
  }

  private void followTopics() {
    for (Personalisation.Topic topic : personalisation.topics()) {
      followers.add(TopicFollower.newest(kafka, topic.name(), topic.newest(), topic.reader()));
    }
    for (Advertising.Topic topic : advertising.topics()) {
      followers.add(TopicFollower.newest(kafka, topic.name(), topic.newest(), topic.reader()));
    }
    analytics.readers().forEach(this::follow);
  }

  private void follow(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    followers.add(TopicFollower.all(kafka, topic, reader));
  }

  private void measure() {
    analytics.measure(meters);
    meters.gauge(
        "playhouse_rights_age_seconds", "Since rights were as the database is", acquisition::age);
    for (TopicFollower follower : followers) {
      meters.gauge(
          "playhouse_records_read", "Records read", follower::records, "topic", follower.topic());
    }
  }

  private List<Check> checks(WarmUp warmUp) {
    List<Check> checks = new ArrayList<>();
    for (TopicFollower follower : followers) {
      checks.add(
          new Check(follower.topic(), follower::caughtUp, () -> follower.records() + " records"));
    }
    checks.add(new Check("database", chassis::ready, () -> ""));
    checks.add(acquisition.check());
    checks.addAll(personalisation.checks());
    checks.addAll(advertising.checks());
    checks.add(new Check("warm", warmUp::isDone, () -> ""));
    return checks;
  }

  private static List<Systems.Named> systems() {
    return Stream.of(
            Identity.SYSTEMS,
            Acquisition.SYSTEMS,
            Billing.SYSTEMS,
            Personalisation.SYSTEMS,
            Advertising.SYSTEMS,
            SYSTEMS)
        .flatMap(List::stream)
        .toList();
  }

  private boolean hasCaughtUp() {
    return personalisation.isSettled() && followers.stream().allMatch(TopicFollower::caughtUp);
  }
}
