package playhouse.streaming;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Interaction;
import playhouse.streaming.lake.LakeWriterJob;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Database;
import playhouse.testbed.Ports;

/** A lake of its own for a test, with the lake writer in this process when it is started. */
public final class LakeHome implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(90);

  private final String kafka = Broker.shared().address();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
  private final Map<String, String> environment = new HashMap<>();
  private final Map<TopicPartition, Long> begin;
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<CompletableFuture<?>> ends = new ArrayList<>();

  /** An empty lake; of what Kafka holds already it wants nothing. */
  public LakeHome() {
    set(Setting.HOME, temporaryFolder().toString());
    set(Setting.KAFKA, kafka);
    set(Setting.CATALOG_URI, Database.fresh());
    set(Setting.CHECKPOINT_SECONDS, "1");
    set(Setting.FLINK_PORT, Integer.toString(Ports.free()));
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    begin = ends();
    begin.forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
    get(admin.alterConsumerGroupOffsets(LakeWriterJob.NAME, ends).all());
  }

  private void set(Setting key, String value) {
    environment.put(key.key(), value);
  }

  public Map<String, String> environment() {
    return environment;
  }

  Settings settings() {
    return Settings.of(environment);
  }

  public Door door() {
    return new Door(kafka);
  }

  /** Starts the lake writer, from its newest checkpoint if there is one. */
  public LakeHome start() {
    try {
      EmbeddedCluster cluster = EmbeddedCluster.start(settings());
      running.add(cluster);
      ends.add(cluster.submit(Job.ALL.get(0)));
    } catch (Exception e) {
      throw new IllegalStateException("the lake writer did not start", e);
    }
    return this;
  }

  /** Stops the lake writer without warning it. */
  public void stop() {
    for (AutoCloseable cluster : running) {
      try {
        cluster.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    running.clear();
  }

  /** Waits until everything that Kafka has is in the lake, by the lag of the consumer group. */
  public void awaitInLake() {
    awaitInLake(LIMIT);
  }

  void awaitInLake(Duration limit) {
    Await.until("everything is in the lake", limit, () -> lag() == 0);
  }

  long lag() {
    Map<TopicPartition, OffsetAndMetadata> told =
        get(admin.listConsumerGroupOffsets(LakeWriterJob.NAME).partitionsToOffsetAndMetadata());
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
      OffsetAndMetadata offset = told.get(end.getKey());
      long behind = end.getValue() - (offset == null ? 0 : offset.offset());
      if (behind < 0) {
        throw new AssertionError(end.getKey() + " is said to be " + behind + " behind");
      }
      lag += behind;
    }
    return lag;
  }

  /** How many records of Kafka are in the lake, counted from any beginning. */
  long inLake() {
    return get(admin.listConsumerGroupOffsets(LakeWriterJob.NAME).partitionsToOffsetAndMetadata())
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  /** Ids of all interactions in the lake. */
  Set<String> idsInLake() {
    return rows(Family.INTERACTION).stream()
        .map(row -> (String) row.getField("id"))
        .collect(Collectors.toSet());
  }

  /** Ids of this lake's interactions before the offsets that the consumer group was told. */
  Set<String> idsSaidToBeInLake() {
    Map<TopicPartition, OffsetAndMetadata> told =
        get(admin.listConsumerGroupOffsets(LakeWriterJob.NAME).partitionsToOffsetAndMetadata());
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (TopicPartition partition : begin.keySet()) {
        if (partition.topic().equals(Family.INTERACTION.topic())) {
          long end = Objects.requireNonNull(told.get(partition)).offset();
          consumer.assign(List.of(partition));
          consumer.seek(partition, begin.get(partition));
          while (consumer.position(partition) < end) {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(
                    row -> {
                      if (row.offset() < end) {
                        ids.add(Wire.decode(Interaction.class, row.value()).getEnvelope().getId());
                      }
                    });
          }
        }
      }
    }
    return ids;
  }

  /** Where each partition of a family's topic ends. */
  Map<Integer, Long> ends(Family family) {
    Map<Integer, Long> ends = new HashMap<>();
    ends()
        .forEach(
            (partition, end) -> {
              if (partition.topic().equals(family.topic())) {
                ends.put(partition.partition(), end);
              }
            });
    return ends;
  }

  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    get(admin.describeTopics(Lane.ALL.stream().map(Lane::topic).toList()).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        partition ->
                            asked.put(
                                new TopicPartition(topic, partition.partition()),
                                OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        get(admin.listOffsets(asked).all()).entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  /** Every row of a family's table. */
  List<Record> rows(Family family) {
    return rows("raw", family.topic());
  }

  /** Every row of a table. */
  List<Record> rows(String namespace, String name) {
    return read(
        namespace,
        name,
        table -> {
          try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            List<Record> copies = new ArrayList<>();
            rows.forEach(row -> copies.add(row.copy()));
            return copies;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** How many rows a table has, without reading them. */
  long count(String namespace, String name) {
    return dataFiles(namespace, name).stream().mapToLong(DataFile::recordCount).sum();
  }

  /** How many data files a table has. */
  int files(String namespace, String name) {
    return dataFiles(namespace, name).size();
  }

  /** Data files in which a row's day is not that of the file's partition. */
  List<String> filesThatHoldOtherDays(String namespace, String name) {
    List<String> wrong = new ArrayList<>();
    int field = read(namespace, name, table -> table.schema().findField("occurred").fieldId());
    for (DataFile file : dataFiles(namespace, name)) {
      long from = TimeUnit.DAYS.toMicros(LaneTable.day(file));
      long first = micros(Objects.requireNonNull(file.lowerBounds().get(field)));
      long last = micros(Objects.requireNonNull(file.upperBounds().get(field)));
      if (first < from || last >= from + TimeUnit.DAYS.toMicros(1)) {
        wrong.add(file.location());
      }
    }
    return wrong;
  }

  private static long micros(ByteBuffer bound) {
    return bound.order(ByteOrder.LITTLE_ENDIAN).getLong(bound.position());
  }

  private List<DataFile> dataFiles(String namespace, String name) {
    return read(
        namespace,
        name,
        table -> {
          List<DataFile> files = new ArrayList<>();
          try (CloseableIterable<FileScanTask> tasks =
              table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(task -> files.add(task.file().copy()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return files;
        });
  }

  /** Asks a table as it is now. */
  <T> T read(String namespace, String name, Function<Table, T> question) {
    Catalog catalog = LakeSettings.of(settings()).open();
    try (Closeable closeable = (Closeable) catalog) {
      return question.apply(catalog.loadTable(TableIdentifier.of(namespace, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    admin.close();
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("lake");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
