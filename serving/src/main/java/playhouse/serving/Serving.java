package playhouse.serving;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.serving.acquisition.Acquisition;
import playhouse.serving.analytics.Analytics;
import playhouse.serving.analytics.live.LiveRoutes;
import playhouse.serving.billing.Billing;
import playhouse.serving.identity.Identity;
import playhouse.serving.personalisation.candidates.ActiveModel;
import playhouse.serving.personalisation.candidates.CandidateLists;
import playhouse.serving.personalisation.candidates.FromLikeTitles;
import playhouse.serving.personalisation.candidates.FromModel;
import playhouse.serving.personalisation.candidates.FromNewest;
import playhouse.serving.personalisation.candidates.FromPopular;
import playhouse.serving.personalisation.feedback.Feedback;
import playhouse.serving.personalisation.feedback.FeedbackRoutes;
import playhouse.serving.personalisation.feedback.ServedLists;
import playhouse.serving.personalisation.people.Consents;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.people.PersonRoutes;
import playhouse.serving.personalisation.people.PredictionRoutes;
import playhouse.serving.personalisation.people.PredictionStore;
import playhouse.serving.personalisation.people.ProfileStore;
import playhouse.serving.personalisation.recommend.RecommendationRoutes;
import playhouse.serving.personalisation.recommend.Recommendations;
import playhouse.serving.personalisation.titles.TitleRoutes;
import playhouse.serving.personalisation.titles.Titles;
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
          new Systems.Named("S6.1", "Recommendation engine", "AI推荐引擎"),
          new Systems.Named("S6.2", "Behaviour analytics", "用户行为分析平台"),
          new Systems.Named("S6.4", "Auto-tagging", "内容标签自动化"),
          new Systems.Named("S9.1", "Big data platform", "大数据平台"),
          new Systems.Named("S9.2", "Live dashboards", "实时数据看板"),
          new Systems.Named("S9.3", "Behaviour prediction", "用户行为预测"));

  private static final Duration ALERTS_EVERY = Duration.ofSeconds(5);

  private final String kafka;
  private final Meters meters = new Meters();
  private final Titles titles = new Titles();
  private final LiveStore live = new LiveStore();
  private final ProfileStore profiles = new ProfileStore();
  private final PredictionStore predictions = new PredictionStore();
  private final CandidateLists lists = new CandidateLists();
  private final ServedLists served = new ServedLists();
  private final Consents consents;
  private final ActiveModel model;
  private final FactLog log;
  private final Analytics analytics;
  private final Chassis chassis;
  private final Identity identity;
  private final Acquisition acquisition;
  private final Billing billing;
  private final List<TopicFollower> followers = new ArrayList<>();
  private final HttpHost http;

  private Serving(Settings settings, Clock clock, ActiveModel.ModelReader reader) {
    kafka = settings.get(Setting.KAFKA);
    consents = new Consents(settings.get(Setting.CONSENT_DEFAULT).equals("granted"));
    model = new ActiveModel(reader, meters);
    log = new FactLog(kafka, meters);
    analytics = new Analytics(settings, clock, log, LiveRoutes.Limits.USUAL);
    chassis =
        new Chassis(
            settings, clock, meters, List.of(Identity.SCHEMA, Acquisition.SCHEMA, Billing.SCHEMA));
    identity = new Identity(chassis, settings, clock);
    acquisition = new Acquisition(chassis, analytics.valuations(), clock);
    billing = new Billing(chassis, settings, identity.toPeople(), clock);
    followTopics();
    measure();
    Recommendations recommendations = recommendations(clock);
    Feedback feedback = new Feedback(served, consents, log, clock);
    RecommendationRoutes routes =
        new RecommendationRoutes(recommendations, titles, feedback::served);
    WarmUp warmUp = new WarmUp(this::hasCaughtUp, () -> routes.warmUp(live.people()));
    List<Routes> all =
        Stream.of(
                List.of(
                    routes,
                    new FeedbackRoutes(feedback),
                    new TitleRoutes(titles),
                    new PersonRoutes(live, profiles, titles),
                    new PredictionRoutes(predictions),
                    new Pages()),
                identity.routes(),
                acquisition.routes(),
                billing.routes(),
                analytics.routes())
            .flatMap(List::stream)
            .toList();
    http = chassis.serve(all, checks(warmUp), systems());
    analytics.watch(this::hasCaughtUp, ALERTS_EVERY);
  }

  /**
   * Starts; it is ready when {@code /ready} says so.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  public static Serving start(Settings settings, Clock clock, ActiveModel.ModelReader reader) {
    return new Serving(settings, clock, reader);
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    analytics.close();
    http.close();
    chassis.close();
    billing.close();
    identity.close();
    followers.forEach(TopicFollower::close);
    model.close();
    log.close();
    meters.close();
  }

  private void followTopics() {
    follow(Family.CATALOGUE.topic(), titles::take);
    follow(Topics.LIVE_FEATURES, live::take);
    follow(Topics.PROFILES, profiles::take);
    follow(Topics.PREDICTIONS, predictions::take);
    follow(Topics.CANDIDATES, lists::take);
    follow(Topics.CONSENT, consents::take);
    follow(Topics.MODELS, model::take);
    analytics.readers().forEach(this::follow);
    followers.add(
        TopicFollower.newest(
            kafka,
            Family.RECOMMENDATION.topic(),
            ServedLists.MOST / Topics.PARTITIONS,
            served::take));
  }

  private void follow(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    followers.add(TopicFollower.all(kafka, topic, reader));
  }

  private void measure() {
    analytics.measure(meters);
    meters.gauge("playhouse_titles", "Titles in memory", titles::size);
    meters.gauge("playhouse_live_features", "People with live features in memory", live::size);
    meters.gauge("playhouse_predictions", "Answers of models in memory", predictions::size);
    meters.gauge("playhouse_profiles", "People with a profile in memory", profiles::size);
    meters.gauge("playhouse_candidate_lists", "Candidate lists in memory", lists::size);
    meters.gauge("playhouse_served_lists", "Served lists in memory", served::size);
    for (TopicFollower follower : followers) {
      meters.gauge(
          "playhouse_records_read", "Records read", follower::records, "topic", follower.topic());
    }
  }

  private Recommendations recommendations(Clock clock) {
    return new Recommendations(
        live,
        titles,
        model,
        List.of(
            new FromModel(model),
            new FromLikeTitles(lists),
            new FromPopular(lists),
            new FromNewest(titles)),
        clock,
        meters);
  }

  private List<Check> checks(WarmUp warmUp) {
    List<Check> checks = new ArrayList<>();
    for (TopicFollower follower : followers) {
      checks.add(
          new Check(follower.topic(), follower::caughtUp, () -> follower.records() + " records"));
    }
    checks.add(new Check("database", chassis::ready, () -> ""));
    checks.add(new Check("model", model::isSettled, model::state));
    checks.add(new Check("warm", warmUp::isDone, () -> ""));
    return checks;
  }

  private static List<Systems.Named> systems() {
    return Stream.of(Identity.SYSTEMS, Acquisition.SYSTEMS, Billing.SYSTEMS, SYSTEMS)
        .flatMap(List::stream)
        .toList();
  }

  private boolean hasCaughtUp() {
    return model.isSettled() && followers.stream().allMatch(TopicFollower::caughtUp);
  }
}
