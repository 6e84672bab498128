package playhouse.streaming.ads;

import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.ads.AdChange;
import playhouse.contracts.ads.AdPiece;
import playhouse.streaming.live.Upsert;

/**
 * The job that keeps {@code ads.reports}: facts by ad → what each counts for → rows by hour,
 * placement, advertiser, line item, creative and currency.
 *
 * <p>When an ad began decides what it counts for; the clock only decides when that is told.
 */
public final class AdReportsJob {
  /** Kafka consumer group whose committed offsets say how far the job is. */
  public static final String GROUP = "ad-reports";

  /** Topics that the job reads. */
  public static final List<String> SOURCES = List.of(Family.AD.topic());

  private AdReportsJob() {}

  /** Adds the whole job, from Kafka to Kafka, to the environment. */
  public static void install(StreamExecutionEnvironment env, String kafka) {
    DataStream<AdPiece> pieces =
        env.fromSource(source(kafka), WatermarkStrategy.noWatermarks(), "facts of ads")
            .uid("ad-reports.source");
    define(pieces).sinkTo(sink(kafka)).name("ads.reports").uid("ad-reports.sink");
  }

  /** The topology between source and sink. */
  static DataStream<Upsert> define(DataStream<AdPiece> pieces) {
    return pieces
        .keyBy(AdPiece::about, Types.STRING)
        .process(new Follow(), TypeInformation.of(AdChange.class))
        .name("follow")
        .uid("ad-reports.follow")
        .keyBy(AdChange::key, Types.STRING)
        .process(new AddUp(), TypeInformation.of(Upsert.class))
        .name("add up")
        .uid("ad-reports.add-up");
  }

  private static KafkaSource<AdPiece> source(String kafka) {
    return KafkaSource.<AdPiece>builder()
        .setBootstrapServers(kafka)
        .setTopics(SOURCES)
        .setGroupId(GROUP)
        .setClientIdPrefix(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new AdFactReader())
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
                new ProducerRecord<>(Topics.AD_REPORTS, upsert.key(), upsert.value()))
        .build();
  }
}
