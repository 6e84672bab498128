package playhouse.testbed;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Topics;

/**
 * A real Kafka broker in its own JVM, with every topic of the contracts; it can be killed and
 * started again over its data.
 */
public final class Broker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private Process process;

  private Broker(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    configure(Ports.free());
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private static final class Shared {
    static final Broker BROKER = fresh();
  }

  /** The one broker of this test run. */
  public static Broker shared() {
    return Shared.BROKER;
  }

  /** A broker of one's own, for those who kill it or count what is in it. */
  public static Broker fresh() {
    try {
      Broker broker = new Broker(Files.createTempDirectory("broker-"), Ports.free());
      broker.makeTopics();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bootstrap servers. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Hands over every record of a topic, from its beginning to where it ends now. */
  public void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(taker);
      }
    }
  }

  /** Starts it again with all it had, and waits until it answers. */
  public void start() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until("the broker answers", START, this::answers);
  }

  /** Ends the process at once, as a power cut would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException goneAlready) {
      return;
    }
  }

  private void configure(int controllerPort) throws IOException {
    Path settings = settings();
    Files.write(
        settings,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + folder.resolve("data"),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "group.initial.rebalance.delay.ms=0",
            "auto.create.topics.enable=false"));
    String id = Uuid.randomUuid().toString();
    try (PrintStream log =
        new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8)) {
      StorageTool.execute(new String[] {"format", "-t", id, "-c", settings.toString()}, log);
    }
  }

  private Process launch() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "kafka.Kafka",
            settings().toString());
    builder.environment().put("CLASSPATH", classPath);
    Path log = folder.resolve("broker.log");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private Path settings() {
    return folder.resolve("server.properties");
  }

  /**
   * Made and served: a producer whose first batch comes before its partition's leader is there can
   * lose that batch (KAFKA-15591), and only a leader tells offsets.
   */
  private void makeTopics() {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(t -> new NewTopic(t.name(), t.partitions(), (short) 1).configs(t.config()))
                  .toList())
          .all()
          .get(START.toSeconds(), TimeUnit.SECONDS);
      admin.listOffsets(ends()).all().get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no topics; see " + folder.resolve("broker.log"), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<TopicPartition, OffsetSpec> ends() {
    return Topics.all().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the broker ended; see " + folder.resolve("broker.log"));
    }
    try (Admin admin = admin()) {
      return !admin.listOffsets(ends()).all().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Admin admin() {
    int millis = (int) START.toMillis();
    return Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", millis));
  }
}
