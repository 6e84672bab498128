package playhouse.streaming.lake;

import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.catalog.Catalog;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import playhouse.contracts.Settings;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.RawTables;

/**
 * The lake writer: every family's topic and the rejects into Iceberg, each event exactly once.
 *
 * <p>Readers of Kafka (as many as there is parallelism, nothing shuffled) decode, deduplicate and
 * write files; one committer behind them makes the files part of the lake.
 */
public final class LakeWriterJob {

  /** Name of the job, and of the Kafka consumer group whose lag is what is not yet in the lake. */
  public static final String NAME = "lake-writer";

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private LakeWriterJob() {}

  /** Brings the tables up to the contract and defines the job in the environment. */
  public static void define(StreamExecutionEnvironment env, Settings settings) {
    define(env, settings, Clock.systemUTC());
  }

  static void define(StreamExecutionEnvironment env, Settings settings, Clock clock) {
    prepareTables(settings);
    env.getConfig().enableObjectReuse();
    int retained = env.getConfiguration().get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS);
    LakePlan plan = LakePlan.of(settings, retained, clock);
    env.fromSource(source(plan), WatermarkStrategy.noWatermarks(), "kafka", KafkaRow.TYPE)
        .uid("lake-kafka")
        .transform("ingest", BYTES, new IngestOperator(plan))
        .uid("lake-ingest")
        .transform("lake", BYTES, new LakeOperator(plan))
        .uid("lake-commit")
        .startNewChain()
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  @SuppressWarnings("deprecation") // The connector takes no other type.
  private static KafkaSource<KafkaRow> source(LakePlan plan) {
    return KafkaSource.<KafkaRow>builder()
        .setBootstrapServers(plan.brokers())
        .setTopics(Lane.ALL.stream().map(Lane::topic).toList())
        .setGroupId(plan.group())
        .setClientIdPrefix(plan.group())
        // Without a checkpoint: from where everything before is in the lake.
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new KafkaRows())
        // The group's offsets mean "in the lake", which only the committer knows.
        .setProperty("commit.offsets.on.checkpoint", "false")
        .setProperty("enable.auto.commit", "false")
        .setProperty("register.consumer.metrics", "false")
        .setProperty("max.poll.records", "2000")
        .build();
  }

  private static void prepareTables(Settings settings) {
    Catalog catalog = LakeSettings.of(settings).open();
    try {
      RawTables.prepare(catalog);
    } finally {
      if (catalog instanceof AutoCloseable closeable) {
        close(closeable);
      }
    }
  }

  private static void close(AutoCloseable catalog) {
    try {
      catalog.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing the catalog", e);
    }
  }
}
