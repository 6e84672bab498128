package playhouse.serving.personalisation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.Recommender;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.billing.plans.PlansApi;
import playhouse.serving.identity.accounts.AgeLimits;
import playhouse.serving.identity.known.PeopleApi;
import playhouse.serving.personalisation.attention.Attention;
import playhouse.serving.personalisation.attention.AttentionApi;
import playhouse.serving.personalisation.candidates.Availability;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.experiments.Experiments;
import playhouse.serving.personalisation.feedback.Feedback;
import playhouse.serving.personalisation.feedback.FeedbackRoutes;
import playhouse.serving.personalisation.feedback.ServedLists;
import playhouse.serving.personalisation.limits.BlockRoutes;
import playhouse.serving.personalisation.limits.BlockedTitles;
import playhouse.serving.personalisation.lookalikes.Lookalikes;
import playhouse.serving.personalisation.lookalikes.LookalikesApi;
import playhouse.serving.personalisation.merges.MergeRoutes;
import playhouse.serving.personalisation.merges.Merges;
import playhouse.serving.personalisation.models.ActiveModel;
import playhouse.serving.personalisation.models.StoredModels;
import playhouse.serving.personalisation.people.Consents;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.people.PersonRoutes;
import playhouse.serving.personalisation.people.PredictionRoutes;
import playhouse.serving.personalisation.people.PredictionStore;
import playhouse.serving.personalisation.people.ProfileStore;
import playhouse.serving.personalisation.recommend.Budgets;
import playhouse.serving.personalisation.recommend.Hydration;
import playhouse.serving.personalisation.recommend.Recommendations;
import playhouse.serving.personalisation.search.SearchIndex;
import playhouse.serving.personalisation.segments.Segments;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.personalisation.signals.Likes;
import playhouse.serving.personalisation.signals.SliceCounts;
import playhouse.serving.personalisation.signals.Trends;
import playhouse.serving.personalisation.signals.Unfinished;
import playhouse.serving.personalisation.sources.CandidateLists;
import playhouse.serving.personalisation.sources.FromEpisodes;
import playhouse.serving.personalisation.sources.FromFollowed;
import playhouse.serving.personalisation.sources.FromLeaving;
import playhouse.serving.personalisation.sources.FromLikeTitles;
import playhouse.serving.personalisation.sources.FromModel;
import playhouse.serving.personalisation.sources.FromNewest;
import playhouse.serving.personalisation.sources.FromPopular;
import playhouse.serving.personalisation.sources.FromSearch;
import playhouse.serving.personalisation.sources.FromTexts;
import playhouse.serving.personalisation.sources.FromTrending;
import playhouse.serving.personalisation.sources.FromUnfinished;
import playhouse.serving.personalisation.surfaces.BulkRoutes;
import playhouse.serving.personalisation.surfaces.CallerTimes;
import playhouse.serving.personalisation.surfaces.RecommendationRoutes;
import playhouse.serving.personalisation.surfaces.StreamRoutes;
import playhouse.serving.personalisation.tagging.Clips;
import playhouse.serving.personalisation.tagging.SourceRoutes;
import playhouse.serving.personalisation.tagging.TagIndex;
import playhouse.serving.personalisation.tagging.TagRoutes;
import playhouse.serving.personalisation.tagging.Tagging;
import playhouse.serving.personalisation.tagging.TagsApi;
import playhouse.serving.personalisation.texts.TextVectors;
import playhouse.serving.personalisation.titles.TitleRoutes;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.personalisation.weights.CurrentWeights;
import playhouse.serving.personalisation.weights.WeightRoutes;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Check;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Personalisation implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "personalisation";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S6.1", "Recommendation engine", "AI推荐引擎"),
          new Systems.Named("S6.2", "Behaviour analytics", "用户行为分析平台"),
          new Systems.Named("S6.3", "Experiments", "A/B测试平台"),
          new Systems.Named("S6.4", "Auto-tagging", "内容标签自动化"));

  private static final int OPEN_PAGES = 64;
  private static final Duration TAG_EVERY = Duration.ofSeconds(1);

  private final Titles titles = new Titles();
  private final LiveStore live = new LiveStore();
  private final ProfileStore profiles = new ProfileStore();
  private final PredictionStore predictions = new PredictionStore();
  private final CandidateLists lists = new CandidateLists();
  private final ServedLists served = new ServedLists();
  private final Unfinished unfinished = new Unfinished();
  private final Likes likes = new Likes();
  private final SliceCounts slices = new SliceCounts();
  private final SearchIndex search = new SearchIndex();
  private final TextVectors texts = new TextVectors();
  private final TagIndex tags;
  private final Tagging tagging;
  private final Consents consents;
  private final Experiments experiments;
  private final Segments segments;
  private final Lookalikes lookalikes;
  private final Attention attention;
  private final Merges merges;
  private final Trends trends;
  private final ActiveModel<Recommender> model;
  private final ActiveModel<OutcomeModel> ranker;
  private final BlockedTitles blocked;
  private final CurrentWeights weights;
  private final AgeLimits ages;
  private final Recommendations recommendations;
  private final StreamRoutes stream;
  private final RecommendationRoutes lately;
  private final List<Routes> routes;

  /**
   * A topic that is read.
   *
   * @param newest how many of each partition's newest records; Long.MAX_VALUE for all
   */
  public record Topic(String name, long newest, Consumer<ConsumerRecord<byte[], byte[]>> reader) {}

  /**
   * On that chassis.
   *
   * @param people who has an account
   * @param availability what may be watched
   * @param whereabouts where those are who ask
   * @param plans what people have subscribed to
   */
  public Personalisation(
      Chassis chassis,
      Settings settings,
      AgeLimits ages,
      PeopleApi people,
      Availability availability,
      Whereabouts whereabouts,
      PlansApi plans,
      FactLog log,
      Clock clock,
      Meters meters) {
    this.ages = ages;
    consents = new Consents(settings.get(Setting.CONSENT_DEFAULT).equals("granted"));
    experiments = new Experiments(chassis, consents::granted, clock);
    segments =
        new Segments(
            chassis.database(),
            new Segments.People(
                live,
                profiles,
                predictions,
                titles,
                plans,
                consents::granted,
                person -> ages.of(person).isPresent()),
            settings,
            clock);
    attention =
        new Attention(
            Attention.Limits.USUAL, Attention.Limits.KIDS, person -> ages.of(person).isPresent());
    lookalikes = new Lookalikes(live, segments::people);
    merges = new Merges(chassis.database(), live, people, consents::granted, clock);
    trends = new Trends(clock);
    model = new ActiveModel<>(ModelFolder.NAME, StoredModels::recommender, meters);
    ranker = new ActiveModel<>(OutcomeModel.NAME, StoredModels::ranker, meters);
    blocked = new BlockedTitles(chassis.database());
    weights = new CurrentWeights(chassis.database());
    tags = new TagIndex(chassis.database());
    tagging = new Tagging(chassis.database(), titles, clock);
    Clips clips =
        new Clips(
            chassis.database(),
            settings.find(Setting.TAGGING_CLIPS).map(Path::of),
            settings.get(Setting.TAGGING_FFMPEG),
            clock);
    if (settings.get(Setting.TAGGING).equals("on")) {
      titles.tell(tagging);
      chassis.work(TAG_EVERY, "personalisation.tag-titles", tagging::work);
    }
    chassis.work(TAG_EVERY, "personalisation.look-at-clips", clips::work);
    titles.tell(search);
    if (settings.get(Setting.RECOMMEND_TEXTS).equals("on")) {
      titles.tell(texts);
    }
    recommendations =
        new Recommendations(
            new Recommendations.Parts(
                new Hydration(
                    live, titles, unfinished, likes, new Hydration.Limits(ages::of, blocked::of)),
                titles,
                availability,
                model::version,
                weights,
                () -> ranker.model().orElse(Formula.MODEL),
                sources(availability),
                Budgets.of(settings.get(Setting.RECOMMEND_BUDGETS)),
                clock,
                meters));
    Feedback feedback = new Feedback(served, consents, log, clock);
    CallerTimes times = new CallerTimes(meters);
    stream = new StreamRoutes(recommendations, whereabouts, OPEN_PAGES);
    live.tellParts(trends::take);
    live.tell(stream::changed);
    lately =
        new RecommendationRoutes(recommendations, titles, whereabouts, feedback::served, times);
    routes =
        List.of(
            stream,
            new BulkRoutes(recommendations, titles, whereabouts, feedback::served, times),
            lately,
            new FeedbackRoutes(feedback),
            new WeightRoutes(chassis.database(), weights, clock),
            new BlockRoutes(chassis.database(), blocked),
            new TitleRoutes(titles),
            new MergeRoutes(chassis.database(), merges),
            new TagRoutes(chassis.database(), titles, tags, clock),
            new SourceRoutes(chassis.database(), titles, clips, clock),
            new PersonRoutes(live, profiles, titles),
            new PredictionRoutes(predictions));
    experiments.measure(meters);
    segments.measure(meters);
    measure(meters);
  }

  /** What it answers. */
  public List<Routes> routes() {
    return Stream.of(routes, experiments.routes(), segments.routes())
        .flatMap(List::stream)
        .toList();
  }

  /** For those who target people. */
  public SegmentsApi segments() {
    return segments;
  }

  /** For those who interrupt people. */
  public AttentionApi attention() {
    return attention;
  }

  /** For those who look for more people like some. */
  public LookalikesApi lookalikes() {
    return lookalikes;
  }

  /** Whether somebody lets us go by what is known of them. */
  public boolean agreed(UUID person) {
    return consents.granted(person);
  }

  /** Begins to look who comes into segments, once all that is known was read. */
  public void watch(BooleanSupplier known) {
    segments.begin(() -> known.getAsBoolean() && merges.caughtUp());
  }

  /** Somebody signed in where something was done under that pseudonym before. */
  public void signedIn(Handle tx, UUID person, UUID pseudonym) {
    merges.signedIn(tx, person, pseudonym);
  }

  /** What it reads. */
  public List<Topic> topics() {
    return List.of(
        all(Family.CATALOGUE.topic(), titles::take),
        all(Topics.LIVE_FEATURES, live::take),
        all(Topics.PROFILES, profiles::take),
        all(Topics.PREDICTIONS, predictions::take),
        all(Topics.CANDIDATES, lists::take),
        all(
            Topics.CONSENT,
            record -> {
              consents.take(record);
              segments.changed(personOf(record));
            }),
        newest(Family.SUBSCRIPTION.topic(), 0, record -> segments.changed(personOf(record))),
        all(
            Topics.MODELS,
            record -> {
              model.take(record);
              ranker.take(record);
            }),
        all(Topics.EXPERIMENTS, experiments::take),
        newest(
            Family.RECOMMENDATION.topic(),
            ServedLists.MOST,
            record -> {
              served.take(record);
              experiments.takeList(record);
            }),
        newest(Family.INTERACTION.topic(), Likes.MOST_READ, likes::take),
        newest(
            Family.PLAYBACK.topic(),
            Unfinished.MOST_READ,
            record -> {
              unfinished.take(record);
              slices.take(record);
            }));
  }

  /** What must hold before it answers. */
  public List<Check> checks() {
    return List.of(
        new Check("model", model::isSettled, model::state),
        new Check("ranker", ranker::isSettled, ranker::state),
        new Check("limits", this::knowsLimits, () -> ""));
  }

  /** Tags of titles, for others to go by. */
  public TagsApi tags() {
    return tags;
  }

  /** Whether no model is on its way. */
  public boolean isSettled() {
    return model.isSettled() && ranker.isSettled();
  }

  /** Makes lists for nobody to see, so that the first caller does not wait for the compiler. */
  public void warmUp() {
    Iterable<UUID> some = live.people();
    lately.warmUp(some);
  }

  /** Lets those go who would stay for ever. */
  public void letGo() {
    stream.close();
  }

  @Override
  public void close() {
    stream.close();
    lookalikes.close();
    segments.close();
    merges.close();
    recommendations.close();
    blocked.close();
    weights.close();
    model.close();
    ranker.close();
    texts.close();
    tags.close();
    search.close();
  }

  private boolean knowsLimits() {
    return ages.caughtUp() && blocked.caughtUp() && weights.caughtUp() && merges.caughtUp();
  }

  /** Best first: of those that say as much of a title, the first is named. */
  private List<CandidateSource> sources(Availability availability) {
    return List.of(
        new FromSearch(search),
        new FromUnfinished(),
        new FromEpisodes(titles),
        new FromModel(model),
        new FromLikeTitles(lists),
        new FromFollowed(titles),
        new FromTexts(texts, tags),
        new FromTrending(trends, lists),
        new FromLeaving(availability),
        new FromPopular(lists, trends, slices),
        new FromNewest(titles));
  }

  private void measure(Meters meters) {
    meters.gauge("playhouse_titles", "Titles in memory", titles::size);
    meters.gauge("playhouse_live_features", "People with live features in memory", live::size);
    meters.gauge("playhouse_predictions", "Answers of models in memory", predictions::size);
    meters.gauge("playhouse_profiles", "People with a profile in memory", profiles::size);
    meters.gauge("playhouse_candidate_lists", "Candidate lists in memory", lists::size);
    meters.gauge("playhouse_served_lists", "Served lists in memory", served::size);
    meters.gauge("playhouse_trend_titles", "Titles whose trend is counted", trends::size);
    meters.gauge(
        "playhouse_unfinished", "People whose places in titles are known", unfinished::size);
    meters.gauge("playhouse_texts", "Titles whose text can be compared", texts::size);
    meters.gauge("playhouse_texts_waiting", "Texts of titles to be read yet", texts::waiting);
    meters.gauge("playhouse_tags", "Titles with tags that others go by", tags::size);
    meters.gauge("playhouse_tags_waiting", "Titles to be read for tags yet", tagging::waiting);
    meters.gauge("playhouse_open_pages", "Readers of lists that change", stream::readers);
  }

  /** The key of facts of people. */
  private static UUID personOf(ConsumerRecord<byte[], byte[]> record) {
    return Pseudonyms.ofBytes(record.key());
  }

  private static Topic all(String name, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return new Topic(name, Long.MAX_VALUE, reader);
  }

  private static Topic newest(
      String name, int most, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return new Topic(name, most / Topics.PARTITIONS, reader);
  }
}
