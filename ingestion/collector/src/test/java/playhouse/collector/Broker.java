package playhouse.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Topics;

/** A real Kafka broker in its own JVM, which can be killed and started again over its data. */
public final class Broker implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static @Nullable Broker shared;

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private @Nullable Process process;

  private Broker(Path folder) {
    this.folder = folder;
    this.port = freePort();
    this.controllerPort = freePort();
  }

  /** The one broker of this test run, with all topics of the contracts. */
  public static synchronized Broker shared() {
    if (shared == null) {
      shared = fresh();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** A broker of one's own. */
  public static Broker fresh() {
    try {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      Broker broker = new Broker(Files.createTempDirectory(parent, "broker-"));
      broker.format();
      broker.start();
      broker.createTopics();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts the process and waits until it answers. */
  public void start() {
    process = java("kafka.Kafka", folder.resolve("server.properties").toString());
    Await.until("the broker answers", START, this::answers);
  }

  /** Ends the process at once, as a power cut would. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void format() throws IOException {
    Path log = folder.resolve("log");
    Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        listeners=BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        advertised.listeners=BROKER://127.0.0.1:%d
        listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=BROKER
        controller.listener.names=CONTROLLER
        log.dirs=%s
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        auto.create.topics.enable=false
        """
            .formatted(controllerPort, port, controllerPort, port, log));
    String config = folder.resolve("server.properties").toString();
    String id = org.apache.kafka.common.Uuid.randomUuid().toString();
    Process formatting = java("kafka.tools.StorageTool", "format", "-t", id, "-c", config);
    if (formatting.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("out.txt")));
    }
  }

  private Process java(String... mainAndArguments) {
    return Jvm.start(Map.of(), folder.resolve("out.txt"), mainAndArguments);
  }

  private boolean answers() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException("the broker ended; see " + folder.resolve("out.txt"));
    }
    try (Admin admin = admin()) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void createTopics() {
    try (Admin admin = admin()) {
      List<NewTopic> topics =
          Topics.all().stream()
              .map(t -> new NewTopic(t.name(), t.partitions(), (short) 1).configs(t.config()))
              .toList();
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", 30_000));
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
