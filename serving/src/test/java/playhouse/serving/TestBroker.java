package playhouse.serving;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import playhouse.contracts.Topics;

/** A real Kafka broker in its own JVM, with every topic there is; one for all tests of a run. */
final class TestBroker implements AutoCloseable {
  private static final TestBroker SHARED = start();

  private final String address;
  private final Path folder;
  private Process process;

  private TestBroker(String address, Path folder, Process process) {
    this.address = address;
    this.folder = folder;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  static TestBroker shared() {
    return SHARED;
  }

  String address() {
    return address;
  }

  /** A broker of one's own, for those who kill it. */
  static TestBroker start() {
    try {
      Path folder = Files.createTempDirectory("broker");
      int port = freePort();
      Path settings = settings(folder, port, freePort());
      String id = Uuid.randomUuid().toString();
      kafka.tools.StorageTool.execute(
          new String[] {"format", "-t", id, "-c", settings.toString()},
          new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8));
      TestBroker broker = new TestBroker("127.0.0.1:" + port, folder, launch(folder, settings));
      broker.createTopics();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again with all it had. */
  void restart() {
    try {
      process = launch(folder, folder.resolve("server.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static Process launch(Path folder, Path settings) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
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
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "group.initial.rebalance.delay.ms=0",
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
          .get(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS);
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
