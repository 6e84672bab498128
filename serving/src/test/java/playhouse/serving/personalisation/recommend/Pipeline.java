package playhouse.serving.personalisation.recommend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;
import playhouse.contracts.facts.ScoredTitle;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.contracts.facts.TitleWithdrawn;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.OutcomeModel;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Availability;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.signals.Likes;
import playhouse.serving.personalisation.signals.SliceCounts;
import playhouse.serving.personalisation.signals.Trends;
import playhouse.serving.personalisation.signals.Unfinished;
import playhouse.serving.personalisation.sources.CandidateLists;
import playhouse.serving.personalisation.sources.FromEpisodes;
import playhouse.serving.personalisation.sources.FromFollowed;
import playhouse.serving.personalisation.sources.FromLeaving;
import playhouse.serving.personalisation.sources.FromLikeTitles;
import playhouse.serving.personalisation.sources.FromNewest;
import playhouse.serving.personalisation.sources.FromPopular;
import playhouse.serving.personalisation.sources.FromTrending;
import playhouse.serving.personalisation.sources.FromUnfinished;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.personalisation.weights.Weights;
import playhouse.serving.platform.Meters;

/** The pipeline over stores that a test fills with the records that Kafka would bring. */
final class Pipeline implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

  final Titles titles = new Titles();
  final LiveStore live = new LiveStore();
  final CandidateLists lists = new CandidateLists();
  final Unfinished unfinished = new Unfinished();
  final Likes likes = new Likes();
  final Meters meters = new Meters();
  final Map<UUID, Integer> ages = new HashMap<>();
  final Map<UUID, Set<String>> blocked = new HashMap<>();
  final List<CandidateSource> more = new ArrayList<>();
  final List<Availability.Leaving> leaving = new ArrayList<>();
  Predicate<String> licensed = title -> true;
  Weights weights = Weights.USUAL;
  OutcomeModel outcomes = Formula.MODEL;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Trends trends = new Trends(clock);
  private Optional<Recommendations> made = Optional.empty();

  Pipeline() {
    live.tell(trends::take);
  }

  Recommendations recommendations() {
    return made.orElseGet(
        () -> {
          List<CandidateSource> sources = new ArrayList<>(more);
          Availability availability = availability();
          sources.addAll(
              List.of(
                  new FromUnfinished(),
                  new FromEpisodes(titles),
                  new FromLikeTitles(lists),
                  new FromFollowed(titles),
                  new FromTrending(trends, lists),
                  new FromLeaving(availability),
                  new FromPopular(lists, trends, new SliceCounts()),
                  new FromNewest(titles)));
          Recommendations fresh = new Recommendations(parts(sources, availability));
          made = Optional.of(fresh);
          return fresh;
        });
  }

  private Recommendations.Parts parts(List<CandidateSource> sources, Availability availability) {
    Map<Budgets.Stage, Duration> budgets = new EnumMap<>(Budgets.Stage.class);
    Arrays.stream(Budgets.Stage.values()).forEach(s -> budgets.put(s, Duration.ofMillis(400)));
    return new Recommendations.Parts(
        new Hydration(
            live,
            titles,
            unfinished,
            likes,
            new Hydration.Limits(
                who ->
                    ages.containsKey(who)
                        ? OptionalInt.of(ages.getOrDefault(who, 0))
                        : OptionalInt.empty(),
                who -> blocked.getOrDefault(who, Set.of()))),
        titles,
        availability,
        () -> "",
        () -> weights,
        () -> outcomes,
        sources,
        new Budgets(budgets),
        clock,
        meters);
  }

  private Availability availability() {
    return new Availability() {
      @Override
      public Predicate<String> toWatch(Ask ask) {
        return title -> licensed.test(title);
      }

      @Override
      public List<Leaving> leaving(Ask ask) {
        return leaving;
      }
    };
  }

  ServedList home(UUID person, int limit) {
    return recommendations().serve(ask(person, Ask.Surface.HOME, limit));
  }

  static Ask ask(UUID person, Ask.Surface surface, int limit) {
    return new Ask(person, surface, Optional.empty(), Optional.empty(), limit);
  }

  static List<String> titles(ServedList list) {
    return list.items().stream().map(ServedList.Item::title).toList();
  }

  /** Films f0, f1, … of genres in turn, of which the first are the newest. */
  void films(int count, int genres) {
    for (int i = 0; i < count; i++) {
      title(film("f" + i, "G" + i % genres), NOW.minusSeconds(3600L * i));
    }
  }

  static TitleUpserted.Builder film(String id, String genre) {
    return TitleUpserted.newBuilder()
        .setTitle(id)
        .setKind("film")
        .setName("Film " + id)
        .setGenres(List.of(genre))
        .setExclusive(false);
  }

  void title(TitleUpserted.Builder title, Instant occurred) {
    Catalogue fact =
        Catalogue.newBuilder()
            .setEnvelope(envelope(occurred))
            .setType("title.upserted")
            .setTitleUpserted(title.build())
            .build();
    titles.take(record(Family.CATALOGUE.topic(), new byte[16], Wire.encode(fact)));
  }

  void withdraw(String title) {
    Catalogue fact =
        Catalogue.newBuilder()
            .setEnvelope(envelope(NOW))
            .setType("title.withdrawn")
            .setTitleWithdrawn(new TitleWithdrawn(title, "over"))
            .build();
    titles.take(record(Family.CATALOGUE.topic(), new byte[16], Wire.encode(fact)));
  }

  void took(UUID person, long version, String... latestFirst) {
    List<RecentTitle> recent = new ArrayList<>();
    for (String title : latestFirst) {
      recent.add(new RecentTitle(title, NOW.minusSeconds(recent.size()), 1f));
    }
    LiveFeatures features =
        LiveFeatures.newBuilder()
            .setPerson(person)
            .setVersion(version)
            .setOccurred(NOW)
            .setRecent(recent)
            .setPlays(recent.size())
            .setPlayedMillis(1)
            .setInteractions(0)
            .build();
    live.take(record(Topics.LIVE_FEATURES, Pseudonyms.bytes(person), Wire.encode(features)));
  }

  void list(String slice, String... titles) {
    double[] score = {titles.length};
    List<ScoredTitle> scored =
        Arrays.stream(titles).map(title -> new ScoredTitle(title, score[0]--)).toList();
    byte[] key = slice.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    lists.take(record(Topics.CANDIDATES, key, Wire.encode(new Candidates(slice, scored))));
  }

  void block(UUID person, String title) {
    blocked.computeIfAbsent(person, who -> new HashSet<>()).add(title);
  }

  static Envelope envelope(Instant occurred) {
    return Envelope.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setSource("/test")
        .setOccurred(occurred)
        .setReceived(NOW)
        .build();
  }

  static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, key, value);
  }

  @Override
  public void close() {
    made.ifPresent(Recommendations::close);
    meters.close();
  }
}
