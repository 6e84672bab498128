package playhouse.local.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import playhouse.local.Broker;

/**
 * The broker works when a client can list its cluster, and that cluster is the one whose storage
 * lies in {@code folder}. Where nobody listens is told at once; one that listens may be slow, as on
 * a busy machine, and has until {@code limit} to answer.
 */
public record BrokerHealth(String bootstrap, Path folder, Duration limit) implements Health {
  private static final int CONNECT_MILLIS = 3000;

  public BrokerHealth(String bootstrap, Path folder) {
    this(bootstrap, folder, BrokerClient.LIMIT);
  }

  @Override
  public Optional<String> problem() {
    return anybodyListens(bootstrap)
        ? problemOfListener()
        : Optional.of("no answer at " + bootstrap);
  }

  /** An admin client would go on trying where a connection is refused. */
  static boolean anybodyListens(String bootstrap) {
    return Stream.of(bootstrap.split(",")).anyMatch(BrokerHealth::listens);
  }

  private Optional<String> problemOfListener() {
    try (BrokerClient client = BrokerClient.of(bootstrap, limit)) {
      String found =
          client.admin().describeCluster().clusterId().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      String ours = Broker.clusterId(folder);
      return ours.isEmpty() || ours.equals(found)
          ? Optional.empty()
          : Optional.of("another Kafka cluster answers at " + bootstrap);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(
          "listens at " + bootstrap + " but gives no answer in " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static boolean listens(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).strip();
    int port = Integer.parseInt(address.substring(colon + 1).strip());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
