package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.local.process.Ports;

class BrokerHealthTest {
  @TempDir Path folder;

  @Test
  void whereNobodyListensIsToldWithoutWaitingForTheLimit() {
    String address = "127.0.0.1:" + Ports.anyFree();
    long began = System.nanoTime();
    assertThat(new BrokerHealth(address, folder).problem()).contains("no answer at " + address);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void oneThatListensAndSaysNothingIsToldApartFromOneThatIsNotThere() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      Duration limit = Duration.ofSeconds(1);
      assertThat(new BrokerHealth(address, folder, limit).problem())
          .contains("listens at " + address + " but gives no answer in 1 s");
    }
  }
}
