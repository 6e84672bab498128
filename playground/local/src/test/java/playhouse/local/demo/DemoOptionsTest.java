package playhouse.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.local.process.LocalFailure;

class DemoOptionsTest {

  @Test
  void onceMinutesAndPeopleAreTakenInAnyOrder() {
    assertThat(DemoOptions.parse(List.of("--people", "50", "--once", "--minutes", "3")))
        .isEqualTo(new DemoOptions(true, Optional.of(3), 50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--twice", "--minutes", "--minutes soon", "--people -1", "now"})
  void whatIsNotUnderstoodIsNamedWithWhatWouldBe(String line) {
    assertThatThrownBy(() -> DemoOptions.parse(List.of(line.split(" "))))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining(line.substring(line.lastIndexOf(' ') + 1))
        .hasMessageContaining("./playhouse demo [--once]");
  }
}
