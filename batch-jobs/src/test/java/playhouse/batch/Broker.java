package playhouse.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Topics;

/** A real Kafka broker in its own JVM, started once per test run. */
final class Broker {
  private static final Broker ONLY = new Broker();

  private final String address;

  private Broker() {
    try {
      Path folder = Files.createTempDirectory("batch-broker");
      int port = freePort();
      Path settings = settings(folder, port, freePort());
      kafka.tools.StorageTool.execute(
          new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()},
          new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8));
      Process process = launch(folder, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      address = "127.0.0.1:" + port;
      createTopics();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String address() {
    return ONLY.address;
  }

  /** What a compacted topic says now: the latest value of each key, none where it was deleted. */
  static Map<String, byte[]> state(String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", address());
    Map<String, byte[]> state = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(message -> take(message, state));
      }
    }
    return state;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, byte[]> state) {
    String key = key(message.key());
    if (message.value() == null) {
      state.remove(key);
    } else {
      state.put(key, message.value());
    }
  }

  /** Keys of 16 bytes are people, others are words. */
  private static String key(byte[] key) {
    if (key.length != 16) {
      return new String(key, StandardCharsets.UTF_8);
    }
    var bytes = ByteBuffer.wrap(key);
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  private static Process launch(Path folder, Path settings) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("broker.log").toFile())
        .start();
  }

  private static Path settings(Path folder, int port, int controllerPort) throws IOException {
    List<String> lines =
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + folder.resolve("data"),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "auto.create.topics.enable=false");
    return Files.write(folder.resolve("server.properties"), lines);
  }

  private void createTopics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(t -> new NewTopic(t.name(), t.partitions(), (short) 1).configs(t.config()))
                  .toList())
          .all()
          .get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
