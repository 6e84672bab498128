package playhouse.local;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Ports;

/**
 * The embedded broker: one Kafka node in KRaft mode whose storage is formatted once and keeps its
 * cluster id.
 */
public final class Broker {
  private Broker() {}

  /**
   * Arguments: the data folder, the address to bind, the port, the address that clients are told.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    Path config = folder.resolve("server.properties");
    Files.writeString(config, config(folder, args[1], args[2], args[3]));
    if (!Files.exists(folder.resolve("data/meta.properties"))) {
      format(config);
    }
    Kafka.main(new String[] {config.toString()});
  }

  /** The id of the cluster whose storage lies in {@code folder}; empty before the first start. */
  public static String clusterId(Path folder) {
    Path meta = folder.resolve("data/meta.properties");
    if (!Files.exists(meta)) {
      return "";
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(meta)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + meta + ": " + e.getMessage(), e);
    }
    return properties.getProperty("cluster.id", "");
  }

  private static void format(Path config) {
    String[] arguments = {
      "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", config.toString()
    };
    int code = StorageTool.execute(arguments, System.out);
    if (code != 0) {
      throw new LocalFailure("the broker's storage could not be formatted (" + code + ")");
    }
  }

  /** The controller listens on whatever port is free: nobody but this process talks to it. */
  private static String config(Path folder, String bind, String port, String advertised)
      throws IOException {
    int controllerPort = Ports.anyFree();
    Properties config = new Properties();
    config.setProperty("process.roles", "broker,controller");
    config.setProperty("node.id", "1");
    config.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    config.setProperty("controller.listener.names", "CONTROLLER");
    config.setProperty(
        "listeners",
        "PLAINTEXT://" + bind + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.setProperty("advertised.listeners", "PLAINTEXT://" + advertised);
    config.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.setProperty("log.dirs", folder.resolve("data").toString());
    config.setProperty("auto.create.topics.enable", "false");
    config.setProperty("offsets.topic.num.partitions", "4");
    config.setProperty("offsets.topic.replication.factor", "1");
    config.setProperty("transaction.state.log.num.partitions", "4");
    config.setProperty("transaction.state.log.replication.factor", "1");
    config.setProperty("transaction.state.log.min.isr", "1");
    config.setProperty("share.coordinator.state.topic.replication.factor", "1");
    config.setProperty("share.coordinator.state.topic.min.isr", "1");
    config.setProperty("group.initial.rebalance.delay.ms", "0");
    config.setProperty("log.segment.bytes", Integer.toString(256 << 20));
    config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    StringWriter text = new StringWriter();
    config.store(text, "Written at every start.");
    return text.toString();
  }
}
