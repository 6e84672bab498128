package playhouse.streaming;

import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.contracts.lineage.LineageEvent;
import playhouse.contracts.lineage.LineagePost;
import playhouse.streaming.lake.table.LakeSettings;

/**
 * What is told of one run of one streaming job, from its start to its end: to the topic {@code
 * lineage}, and to whoever the settings name. A job does its work whether that can be told or not.
 */
final class JobLineage {
  private static final Logger LOG = LoggerFactory.getLogger(JobLineage.class);
  private static final int PATIENCE_SECONDS = 5;
  private final Settings settings;
  private final Job job;
  private final UUID run = UUID.randomUUID();
  private final LineagePost post;
  private final AtomicBoolean ended = new AtomicBoolean();

  JobLineage(Settings settings, Job job) {
    this.settings = settings;
    this.job = job;
    this.post = LineagePost.of(settings);
  }

  /** That it begins. */
  void started() {
    tell(EventType.START, Optional.empty());
  }

  /** That it was told to stop, and has; it will go on from its newest checkpoint. */
  void stopped() {
    if (ended.compareAndSet(false, true)) {
      tell(EventType.COMPLETE, Optional.empty());
    }
  }

  /** That it has failed, unless it has been stopped. */
  void failed(String why) {
    if (ended.compareAndSet(false, true)) {
      tell(EventType.FAIL, Optional.of(why));
    }
  }

  private void tell(EventType type, Optional<String> why) {
    try {
      String json = event(type, why).json();
      keep(json);
      post.send(json);
    } catch (RuntimeException e) {
      // Whatever is wrong with catalog or broker, the job has its own ways to say so.
      LOG.warn("the lineage of {} is not told", job.name(), e);
    }
  }

  private LineageEvent event(EventType type, Optional<String> why) {
    String brokers = settings.get(Setting.KAFKA);
    List<LineageEvent.Dataset> outputs = new ArrayList<>();
    job.flow().to().forEach(name -> outputs.add(LineageEvent.Dataset.topic(brokers, name)));
    outputs.addAll(tables());
    return new LineageEvent(
        Instant.now(),
        type,
        run,
        new LineageEvent.Job(job.name(), LineageEvent.Engine.FLINK),
        job.flow().from().stream().map(name -> LineageEvent.Dataset.topic(brokers, name)).toList(),
        outputs,
        why);
  }

  /** The tables that it writes, as it finds or leaves them. */
  private List<LineageEvent.Dataset> tables() {
    List<LineageEvent.Dataset> tables = new ArrayList<>();
    Catalog catalog = LakeSettings.of(settings).open();
    try (Closeable open = catalog instanceof Closeable closeable ? closeable : () -> {}) {
      for (String name : job.flow().tables()) {
        TableIdentifier table = TableIdentifier.parse(name);
        if (catalog.tableExists(table)) {
          Table there = catalog.loadTable(table);
          if (there.currentSnapshot() != null) {
            tables.add(LineageEvent.Dataset.table(name, there.currentSnapshot().snapshotId()));
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("closing the catalog", e);
    }
    return tables;
  }

  private void keep(String json) {
    String millis = Integer.toString(PATIENCE_SECONDS * 1000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                settings.get(Setting.KAFKA),
                "acks",
                "all",
                "max.block.ms",
                millis),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.LINEAGE, json.getBytes(StandardCharsets.UTF_8)))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the lineage of {} is not told: {}", job.name(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
