package playhouse.streaming.kpi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.producer.ProducerRecord;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.streaming.kpi.core.LiveTables;
import playhouse.streaming.lake.table.LakeSettings;

/**
 * The job that tells KPIs while their periods run: facts → core tables that change → the very
 * selects that the batch runs, as unbounded queries → sums, divided last → the topic of live
 * values.
 */
public final class LiveKpisJob {
  /** Kafka consumer group whose committed offsets say how far the job is. */
  public static final String NAME = "live-kpis";

  /** Table that it writes, beside its topic. */
  public static final String TABLE = MinuteTable.NAME.toString();

  /** A checkpoint of a hundred small tasks costs more than what they do in five seconds. */
  public static final Duration REST = Duration.ofSeconds(30);

  /**
   * Topics that are read from the start: what was said long ago holds until it is changed. What
   * they no longer have stands in the lake.
   */
  private static final List<String> HISTORY = topics(LiveTable::history);

  /** Topics of which the last days suffice. */
  private static final List<String> RECENT =
      topics(table -> !table.history()).stream().filter(topic -> !HISTORY.contains(topic)).toList();

  /** Facts received longer ago can say nothing of periods that are still told. */
  private static final Duration BACK = Duration.ofDays(3);

  /** To be changed with the operators' own state. */
  private static final String VERSION = "3";

  private static final long BUFFER_MILLIS = 5;

  private LiveKpisJob() {}

  /** Topics that the job reads. */
  public static List<String> sources() {
    return Stream.concat(HISTORY.stream(), RECENT.stream()).toList();
  }

  private static List<String> topics(java.util.function.Predicate<LiveTable> tables) {
    return LiveTables.ALL.stream()
        .filter(tables)
        .flatMap(table -> table.types().stream())
        .flatMap(type -> playhouse.contracts.FactType.of(type).stream())
        .map(type -> type.family())
        .distinct()
        .sorted()
        .map(Family::topic)
        .toList();
  }

  /**
   * The shape of the job's state: whoever changes a live definition, the tables that it reads, the
   * zones or the currency, changes the queries or what they hold. The job then reads its topics
   * anew.
   */
  public static String layout(Settings settings) {
    StringBuilder shape = new StringBuilder();
    shape.append(settings.zones()).append(settings.get(Setting.CURRENCY));
    KpiAnswers.live().forEach(kpi -> shape.append(kpi.id()).append(kpi.text()));
    LiveTables.ALL.forEach(table -> shape.append(table.name()).append(table.columns()));
    LiveRelations.texts().forEach(shape::append);
    return Long.toHexString(DedupKey.of(VERSION, shape.toString()).getMostSignificantBits());
  }

  /** Adds the whole job to the environment. */
  public static void define(StreamExecutionEnvironment env, Settings settings) {
    String kafka = settings.get(Setting.KAFKA);
    LakeSettings lake = LakeSettings.of(settings);
    DataStream<Tuple5<String, Long, Long, String, byte[]>> pieces =
        facts(env, kafka, HISTORY, OffsetsInitializer.earliest(), "history")
            .union(
                facts(
                    env,
                    kafka,
                    RECENT,
                    OffsetsInitializer.timestamp(Instant.now().minus(BACK).toEpochMilli()),
                    "recent"),
                new LakeFacts(lake, Instant.now()).read(env));
    SingleOutputStreamOperator<Tuple2<byte[], byte[]>> told =
        define(
            env,
            pieces,
            settings.zones().stream().map(Object::toString).toList(),
            settings.get(Setting.CURRENCY));
    told.sinkTo(sink(kafka)).name("live-kpis").uid("live-kpis.sink");
    MinuteTable.write(told.getSideOutput(TellFunction.MINUTES), lake);
  }

  /** The topology between source and sink. */
  static SingleOutputStreamOperator<Tuple2<byte[], byte[]>> define(
      StreamExecutionEnvironment env,
      DataStream<Tuple5<String, Long, Long, String, byte[]>> pieces,
      List<String> zones,
      String currency) {
    Map<String, OutputTag<Row>> factOutputs = LiveRelations.factOutputs();
    SingleOutputStreamOperator<Tuple2<Long, Long>> cases =
        pieces
            .keyBy(piece -> piece.f0, Types.STRING)
            .process(new CaseFunction(factOutputs), Types.TUPLE(Types.LONG, Types.LONG))
            .name("cases")
            .uid("live-kpis.cases");
    DataStream<Tuple2<Long, Long>> progress =
        cases
            .assignTimestampsAndWatermarks(Timeless.strategy())
            .name("progress")
            .uid("live-kpis.progress");
    SingleOutputStreamOperator<Tuple3<String, String, Integer>> days = days(env, zones);
    StreamTableEnvironment tables = tables(env);
    new LiveRelations(tables).add(cases, days, currency);
    KpiAnswers answers = new KpiAnswers(tables, KpiAnswers.live());
    return answers
        .changes(days)
        .keyBy(change -> change.f0, Types.STRING)
        .connect(progress.broadcast(TellFunction.PROGRESS))
        .process(
            new TellFunction(answers.columns()),
            Types.TUPLE(
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
        .name("tell")
        .uid("live-kpis.tell");
  }

  private static StreamTableEnvironment tables(StreamExecutionEnvironment env) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    TableConfig config = tables.getConfig();
    config.setLocalTimeZone(ZoneOffset.UTC);
    config.set("table.exec.mini-batch.enabled", "true");
    config.set("table.exec.mini-batch.allow-latency", "100 ms");
    config.set("table.exec.mini-batch.size", "5000");
    // To look for places to split the generated code, which is not that long, cost 14 of 36 CPU-s.
    config.set("table.generated-code.max-length", "60000");
    return tables;
  }

  private static SingleOutputStreamOperator<Tuple3<String, String, Integer>> days(
      StreamExecutionEnvironment env, List<String> zones) {
    return env.fromSource(
            new DataGeneratorSource<>(
                tick -> tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "a tick a second")
        .uid("live-kpis.ticks")
        .setParallelism(1)
        .keyBy(tick -> 0, Types.INT)
        .process(
            new CalendarFunction(zones, LiveRelations.dayOutputs()),
            Types.TUPLE(Types.STRING, Types.STRING, Types.INT))
        .name("days")
        .uid("live-kpis.days")
        .setParallelism(1);
  }

  private static DataStream<Tuple5<String, Long, Long, String, byte[]>> facts(
      StreamExecutionEnvironment env,
      String kafka,
      List<String> topics,
      OffsetsInitializer from,
      String which) {
    KafkaSource<Tuple5<String, Long, Long, String, byte[]>> source =
        KafkaSource.<Tuple5<String, Long, Long, String, byte[]>>builder()
            .setBootstrapServers(kafka)
            .setTopics(topics)
            .setGroupId(NAME)
            .setClientIdPrefix(NAME + "-" + which)
            .setStartingOffsets(from)
            .setDeserializer(new FactReader())
            .setProperty("partition.discovery.interval.ms", "60000")
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "facts, " + which)
        .uid("live-kpis.source." + which)
        .setBufferTimeout(BUFFER_MILLIS);
  }

  private static KafkaSink<Tuple2<byte[], byte[]>> sink(String kafka) {
    Properties producer = new Properties();
    producer.setProperty("linger.ms", "5");
    producer.setProperty("acks", "all");
    producer.setProperty("compression.type", "lz4");
    return KafkaSink.<Tuple2<byte[], byte[]>>builder()
        .setBootstrapServers(kafka)
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            (told, context, timestamp) ->
                new ProducerRecord<>(
                    Topics.LIVE_KPIS, told.f0, told.f1.length == 0 ? null : told.f1))
        .build();
  }
}
