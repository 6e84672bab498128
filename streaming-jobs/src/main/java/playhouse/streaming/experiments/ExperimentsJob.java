package playhouse.streaming.experiments;

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
import playhouse.streaming.live.Arrival;
import playhouse.streaming.live.Upsert;

/**
 * The job that keeps {@code experiment-statistics}: facts by person → their part in experiments,
 * once its window is closed → sums by experiment, variant and slice.
 *
 * <p>When something was done decides what it counts for; the clock only decides when that is told,
 * so no partition that nobody writes to holds anything up.
 */
public final class ExperimentsJob {

  /** Kafka consumer group whose committed offsets say how far the job is. */
  public static final String GROUP = "experiments";

  /** Topics that the job reads. */
  public static final List<String> SOURCES =
      List.of(
          Family.PLAYBACK.topic(),
          Family.INTERACTION.topic(),
          Family.RECOMMENDATION.topic(),
          Family.PAYMENT.topic(),
          Family.PLATFORM.topic());

  private ExperimentsJob() {}

  /** Adds the whole job, from Kafka to Kafka, to the environment. */
  public static void install(StreamExecutionEnvironment env, String kafka) {
    DataStream<Arrival> arrivals =
        env.fromSource(source(kafka), WatermarkStrategy.noWatermarks(), "facts of people")
            .uid("experiments.source");
    define(arrivals).sinkTo(sink(kafka)).name("experiment-statistics").uid("experiments.sink");
  }

  /** The topology between source and sink. */
  static DataStream<Upsert> define(DataStream<Arrival> arrivals) {
    return arrivals
        .keyBy(
            arrival -> Tuple2.of(arrival.personHigh(), arrival.personLow()),
            Types.TUPLE(Types.LONG, Types.LONG))
        .process(new Participate(), TypeInformation.of(Change.class))
        .name("participate")
        .uid("experiments.participate")
        .keyBy(Change::key, Types.STRING)
        .process(new AddUp(), TypeInformation.of(Upsert.class))
        .name("add up")
        .uid("experiments.add-up");
  }

  private static KafkaSource<Arrival> source(String kafka) {
    return KafkaSource.<Arrival>builder()
        .setBootstrapServers(kafka)
        .setTopics(SOURCES)
        .setGroupId(GROUP)
        .setClientIdPrefix(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new DeedReader())
        .setProperty("partition.discovery.interval.ms", "60000")
        .build();
  }

  private static KafkaSink<Upsert> sink(String kafka) {
    Properties producer = new Properties();
    producer.setProperty("acks", "all");
    producer.setProperty("compression.type", "lz4");
    return KafkaSink.<Upsert>builder()
        .setBootstrapServers(kafka)
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            (upsert, context, timestamp) ->
                new ProducerRecord<>(Topics.EXPERIMENTS, upsert.key(), upsert.value()))
        .build();
  }
}
