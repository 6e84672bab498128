package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.local.process.Ports;
import playhouse.local.process.ProcessPlan;
import playhouse.local.process.Processes;
import playhouse.local.process.Sleeper;

class LookTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Health WORKS = Optional::empty;

  @TempDir Path home;
  private Processes processes;

  @BeforeEach
  void start() {
    processes = new Processes(home);
    processes.start(plan("broker"));
    processes.start(plan("flink"));
  }

  @AfterEach
  void stop() {
    processes.stop("broker", LIMIT);
    processes.stop("flink", LIMIT);
  }

  @Test
  void aBrokerThatIsThereAndSaysNothingHoldsNobodyUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      long began = System.nanoTime();
      List<ProcessStatus> rows = look(address).at(services(address));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.multipliedBy(2));
      assertThat(rows)
          .extracting(row -> row.name() + " " + row.health() + " " + row.lag())
          .containsExactly("broker unhealthy null", "flink up null", "collector down null");
      assertThat(rows.get(0).detail()).isEqualTo("gives no answer in 2 s");
    }
  }

  @Test
  void whereNobodyListensIsToldAtOnce() {
    String address = "127.0.0.1:" + Ports.anyFree();
    long began = System.nanoTime();
    List<ProcessStatus> rows = look(address).at(services(address));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    assertThat(rows.get(0).detail()).isEqualTo("no answer at " + address);
    assertThat(rows.get(1).lag()).isNull();
  }

  private Look look(String broker) {
    return new Look(processes, new Lag(broker), List.of(Lag.LAKE_WRITER), LIMIT);
  }

  private List<Service> services(String broker) {
    return List.of(
        service("broker", new BrokerHealth(broker, home)),
        service("flink", WORKS),
        service("collector", WORKS));
  }

  private static Service service(String name, Health health) {
    return new Service(plan(name), Setting.KAFKA_PORT, health, LIMIT, LIMIT);
  }

  private static ProcessPlan plan(String name) {
    return new ProcessPlan(
        name,
        House.java(),
        List.of("-Xmx32m", "-XX:+UseSerialGC"),
        System.getProperty("java.class.path"),
        Sleeper.class.getName(),
        List.of(),
        Map.of(),
        0);
  }
}
