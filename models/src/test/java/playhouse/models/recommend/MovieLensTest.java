package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MovieLensTest {

  @Test
  void theLastFilmOfMovieLensPeopleIsForetoldWithAnNdcgOfFifteenHundredths() throws IOException {
    Histories histories = PublicData.movieLens1m();
    double before = cpuSeconds();
    Metrics metrics = Validation.leaveLastOut(histories, Parameters.defaults()).all();
    double spent = cpuSeconds() - before;
    System.out.printf("MovieLens-1M, last film left out: %s, %.1f CPU-seconds%n", metrics, spent);
    assertThat(metrics.people()).isEqualTo(6040);
    assertThat(metrics.ndcg10()).isGreaterThanOrEqualTo(0.150);
    assertThat(spent).isLessThan(60);
  }

  private static double cpuSeconds() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e9;
  }
}
