package playhouse.streaming.bench;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.OneJob;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.RawTables;

/**
 * A bare copy from Kafka to Iceberg, into the same tables: each family's topic is decoded and goes
 * into Iceberg's own sink; nothing is looked for twice, nothing is refused.
 */
public final class BareCopy {

  /** Its consumer group, which says only where it starts. */
  static final String GROUP = "bare-copy";

  private BareCopy() {}

  public static void main(String[] args) throws Exception {
    OneJob.run(GROUP, BareCopy::define);
  }

  private static void define(StreamExecutionEnvironment env, Settings settings) {
    LakeSettings lake = LakeSettings.of(settings);
    Catalog catalog = lake.open();
    RawTables.prepare(catalog);
    env.getConfig().enableObjectReuse();
    for (Lane lane : lanes()) {
      DataStream<RowData> rows =
          env.fromSource(
                  source(lane, settings.get(Setting.KAFKA)),
                  WatermarkStrategy.noWatermarks(),
                  lane.topic())
              .uid("kafka-" + lane.topic());
      IcebergSink.forRowData(rows)
          .table(catalog.loadTable(lane.table()))
          .tableLoader(TableLoader.fromCatalog(new LakeCatalog(lake), lane.table()))
          .distributionMode(DistributionMode.NONE)
          .writeParallelism(1)
          .uidSuffix(lane.topic())
          .append();
    }
  }

  /** Those that the events go to. */
  private static List<Lane> lanes() {
    return Lane.ALL.stream()
        .filter(lane -> lane.family().filter(Audience.FAMILIES::contains).isPresent())
        .toList();
  }

  @SuppressWarnings("deprecation") // The connector takes no other type.
  private static KafkaSource<RowData> source(Lane lane, String brokers) {
    return KafkaSource.<RowData>builder()
        .setBootstrapServers(brokers)
        .setTopics(lane.topic())
        .setGroupId(GROUP)
        .setClientIdPrefix(lane.topic())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new CopiedRows(lane.number()))
        .setProperty("commit.offsets.on.checkpoint", "false")
        .setProperty("register.consumer.metrics", "false")
        .setProperty("max.poll.records", "2000")
        .build();
  }
}
