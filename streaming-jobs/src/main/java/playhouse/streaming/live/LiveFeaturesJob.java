package playhouse.streaming.live;

import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;

/**
 * The job that keeps {@code live-features} up to date: facts by person → latest titles and counters
 * → one upsert for each change.
 *
 * <p>State is exact through restarts; the topic gets each change at least once, so that nothing
 * waits for a checkpoint. Readers keep the highest version.
 */
public final class LiveFeaturesJob {

  /** Kafka consumer group whose committed offsets say how far the job is. */
  public static final String GROUP = "live-features";

  /** Topics that the job reads. */
  public static final List<String> SOURCES =
      List.of(Family.PLAYBACK.topic(), Family.INTERACTION.topic(), Family.RECOMMENDATION.topic());

  /** How long a record may wait for others on its way to the operator that knows the person. */
  private static final long BUFFER_MILLIS = 5;

  private LiveFeaturesJob() {}

  /** Adds the whole job, from Kafka to Kafka, to the environment. */
  public static void install(StreamExecutionEnvironment env, String kafka) {
    DataStream<Arrival> arrivals =
        env.fromSource(source(kafka), WatermarkStrategy.noWatermarks(), "facts of people")
            .uid("live-features.source")
            .setBufferTimeout(BUFFER_MILLIS);
    define(arrivals).sinkTo(sink(kafka)).name("live-features").uid("live-features.sink");
  }

  /** The topology between source and sink. */
  static DataStream<Upsert> define(DataStream<Arrival> arrivals) {
    return arrivals
        .keyBy(
            arrival -> Tuple2.of(arrival.personHigh(), arrival.personLow()),
            Types.TUPLE(Types.LONG, Types.LONG))
        .process(new TakeIn(Pace.DEFAULT), TypeInformation.of(Upsert.class))
        .name("take in")
        .uid("live-features.take-in");
  }

  private static KafkaSource<Arrival> source(String kafka) {
    return KafkaSource.<Arrival>builder()
        .setBootstrapServers(kafka)
        .setTopics(SOURCES)
        .setGroupId(GROUP)
        .setClientIdPrefix(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new ArrivalReader())
        .setProperty("partition.discovery.interval.ms", "60000")
        .build();
  }

  private static KafkaSink<Upsert> sink(String kafka) {
    Properties producer = new Properties();
    producer.setProperty("linger.ms", "0");
    producer.setProperty("acks", "all");
    producer.setProperty("compression.type", "lz4");
    return KafkaSink.<Upsert>builder()
        .setBootstrapServers(kafka)
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            (upsert, context, timestamp) ->
                new ProducerRecord<>(Topics.LIVE_FEATURES, upsert.key(), upsert.value()))
        .build();
  }
}
