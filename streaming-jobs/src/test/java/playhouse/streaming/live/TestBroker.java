package playhouse.streaming.live;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import playhouse.contracts.Topics;

/** A real Kafka broker in its own JVM, with every topic there is. */
public final class TestBroker {
  private final String address;

  /** Started when first asked for. */
  private static final class Shared {
    private static final TestBroker BROKER = fresh();
  }

  private TestBroker(String address) {
    this.address = address;
  }

  /** The one for all tests of a run. */
  public static TestBroker shared() {
    return Shared.BROKER;
  }

  public String address() {
    return address;
  }

  /** A broker of one's own. */
  public static TestBroker fresh() {
    try {
      Path folder = Files.createTempDirectory("broker");
      int port = freePort();
      Path settings = settings(folder, port, freePort());
      String id = Uuid.randomUuid().toString();
      kafka.tools.StorageTool.execute(
          new String[] {"format", "-t", id, "-c", settings.toString()},
          new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8));
      Process process = launch(folder, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      TestBroker broker = new TestBroker("127.0.0.1:" + port);
      broker.createTopics();
      return broker;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> inside = Files.walk(folder)) {
      inside.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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
