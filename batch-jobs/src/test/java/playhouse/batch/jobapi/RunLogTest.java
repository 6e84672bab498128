package playhouse.batch.jobapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @Test
  void a_log_stays_within_its_bounds_and_keeps_its_end(@TempDir Path folder) throws IOException {
    RunLog log = new RunLog(folder.resolve("log"));
    assertThat(log.page(-1, 10).total()).isZero();
    for (int piece = 0; piece < 5; piece++) {
      Files.writeString(
          log.file(), lines(piece), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      log.cut(10_000);
    }
    assertThat(log.page(0, 1_000_000).total()).isEqualTo(2_000);
    assertThat(log.lastWords()).isEqualTo("4 1999");
    assertThat(log.page(1_999, 5).lines()).containsExactly("4 1999");
    assertThat(log.page(7_000, 5).lines()).isEmpty();
    Files.writeString(log.file(), "one\n");
    assertThat(log.page(-1, 2).lines()).containsExactly("4 1999", "one");
  }

  private static String lines(int piece) {
    return IntStream.range(0, 2_000)
        .mapToObj(i -> piece + " " + i + "\n")
        .collect(Collectors.joining());
  }
}
