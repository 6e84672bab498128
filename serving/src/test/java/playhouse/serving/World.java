package playhouse.serving;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.ads.AdRow;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.ConsentState;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.LiveKpi;
import playhouse.contracts.facts.MetricMoments;
import playhouse.contracts.facts.ModelPointer;
import playhouse.contracts.facts.Prediction;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.RecentTitle;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.ScoredTitle;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.contracts.facts.TitleWithdrawn;

/** Writes to Kafka what the rest of the house would. */
final class World implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  private final boolean waits;

  /** Each call returns when Kafka has it. */
  World(String kafka) {
    this(kafka, true);
  }

  private World(String kafka, boolean waits) {
    this.waits = waits;
    // One at a time: of several, the broker may take the second before the topic is quite made, and
    // then refuses the first again and again.
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "acks",
                "all",
                "linger.ms",
                waits ? "0" : "20",
                "max.in.flight.requests.per.connection",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Everything is in Kafka only after it is closed. */
  static World hasty(String kafka) {
    return new World(kafka, false);
  }

  void title(String id, String name, String genre) {
    titleAt(Instant.now(), id, name, genre);
  }

  void titleAt(Instant occurred, String id, String name, String genre) {
    title(
        TitleUpserted.newBuilder()
            .setTitle(id)
            .setKind("film")
            .setName(name)
            .setGenres(List.of(genre))
            .setExclusive(false),
        occurred);
  }

  void title(TitleUpserted.Builder title, Instant occurred) {
    Catalogue fact =
        Catalogue.newBuilder()
            .setEnvelope(envelope(occurred))
            .setType("title.upserted")
            .setTitleUpserted(title.build())
            .build();
    send(Family.CATALOGUE.topic(), Wire.key(fact.getEnvelope()), fact);
  }

  /** A fact of ads, durably. */
  void ad(Ad fact) {
    send(Family.AD.topic(), Wire.key(fact.getEnvelope()), fact);
  }

  /** What the stream counts of ads. */
  void adReport(String key, AdRow row) {
    send(Topics.AD_REPORTS, key.getBytes(StandardCharsets.UTF_8), row.report(key, Instant.now()));
  }

  /** That of serving about somebody. */
  static Envelope envelope(String id, UUID person, Instant occurred) {
    Instant at = occurred.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    return Envelope.newBuilder()
        .setId(id)
        .setSource("/serving")
        .setPerson(person)
        .setOccurred(at)
        .setReceived(at)
        .build();
  }

  void withdraw(String id) {
    Catalogue fact =
        Catalogue.newBuilder()
            .setEnvelope(envelope(Instant.now()))
            .setType("title.withdrawn")
            .setTitleWithdrawn(new TitleWithdrawn(id, "the licence ended"))
            .build();
    send(Family.CATALOGUE.topic(), Wire.key(fact.getEnvelope()), fact);
  }

  void live(UUID person, long version, String... titles) {
    Instant now = Instant.now();
    List<RecentTitle> recent =
        Arrays.stream(titles).map(title -> new RecentTitle(title, now, 1f)).toList();
    liveFeatures(
        LiveFeatures.newBuilder()
            .setPerson(person)
            .setVersion(version)
            .setOccurred(Instant.EPOCH.plusSeconds(version))
            .setRecent(recent)
            .setPlays(titles.length)
            .setPlayedMillis(1000)
            .setInteractions(0)
            .build());
  }

  void liveFeatures(LiveFeatures features) {
    send(Topics.LIVE_FEATURES, Pseudonyms.bytes(features.getPerson()), features);
  }

  void profile(Profile profile) {
    send(Topics.PROFILES, Pseudonyms.bytes(profile.getPerson()), profile);
  }

  /** People who play for so many seconds, a third more or less, and fail that often. */
  void statistics(String experiment, String variant, long people, double seconds, double failing) {
    double deviation = seconds / 3;
    List<MetricMoments> metrics = new ArrayList<>();
    metrics.add(
        moments("time_spent", people, seconds, deviation * deviation + seconds * seconds, 0, 0, 0));
    // Each has one play: numerator yes or no, denominator 1.
    metrics.add(moments("error_rate", people, failing, failing, 1, 1, failing));
    statistics(
        ExperimentStatistics.newBuilder()
            .setExperiment(experiment)
            .setVariant(variant)
            .setSlice("all")
            .setVersion(1)
            .setExposed(people)
            .setClosed(people)
            .setCrossed(0)
            .setMetrics(metrics)
            .build());
  }

  /** Of means of a person. */
  private static MetricMoments moments(
      String metric, long n, double y, double yy, double x, double xx, double xy) {
    return MetricMoments.newBuilder()
        .setMetric(metric)
        .setN(n)
        .setY(n * y)
        .setYy(n * yy)
        .setX(n * x)
        .setXx(n * xx)
        .setXy(n * xy)
        .setBuckets(List.of())
        .build();
  }

  void statistics(ExperimentStatistics one) {
    String key = one.getExperiment() + "|" + one.getVariant() + "|" + one.getSlice();
    send(Topics.EXPERIMENTS, key.getBytes(StandardCharsets.UTF_8), one);
  }

  void recommendation(Recommendation fact) {
    send(Family.RECOMMENDATION.topic(), Wire.key(fact.getEnvelope()), fact);
  }

  void prediction(Prediction prediction) {
    send(Topics.PREDICTIONS, key(prediction.getModel(), prediction.getPerson()), prediction);
  }

  /** The model asks no more of the person. */
  void noPrediction(String model, UUID person) {
    write(Topics.PREDICTIONS, key(model, person), null);
  }

  private static byte[] key(String model, UUID person) {
    return (model + "|" + person).getBytes(StandardCharsets.UTF_8);
  }

  void list(String slice, String... titles) {
    double[] score = {titles.length};
    List<ScoredTitle> scored =
        Arrays.stream(titles).map(title -> new ScoredTitle(title, score[0]--)).toList();
    send(Topics.CANDIDATES, slice.getBytes(StandardCharsets.UTF_8), new Candidates(slice, scored));
  }

  void consent(UUID person, boolean granted) {
    send(Topics.CONSENT, Pseudonyms.bytes(person), new ConsentState(person, granted));
  }

  void model(ModelPointer pointer) {
    send(Topics.MODELS, pointer.getModel().getBytes(StandardCharsets.UTF_8), pointer);
  }

  void liveKpi(LiveKpi kpi) {
    String key =
        String.join(
            "|",
            kpi.getKpi(),
            kpi.getMeasure(),
            kpi.getZone(),
            kpi.getGrain(),
            kpi.getStarted().toString(),
            kpi.getBy());
    send(Topics.LIVE_KPIS, key.getBytes(StandardCharsets.UTF_8), kpi);
  }

  void garbage(String topic) {
    write(topic, new byte[16], "nonsense".getBytes(StandardCharsets.UTF_8));
  }

  private void send(String topic, byte[] key, SpecificRecordBase value) {
    write(topic, key, Wire.encode(value));
  }

  private void write(String topic, byte[] key, byte @Nullable [] value) {
    Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, key, value));
    if (!waits) {
      return;
    }
    try {
      sent.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("not written", e);
    }
  }

  private static Envelope envelope(Instant occurred) {
    return Envelope.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setSource("/test")
        .setOccurred(occurred)
        .setReceived(Instant.now())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
