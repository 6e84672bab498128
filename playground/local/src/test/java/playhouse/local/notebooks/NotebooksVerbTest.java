package playhouse.local.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;

class NotebooksVerbTest {
  @TempDir Path home;

  @Test
  void aNotebookThatIsNotThereEndsWithTwoAndTheNamesOfThoseThatAre() {
    assertThatThrownBy(() -> notebooks("--execute", "churn-studies"))
        .hasMessageContaining("churn-study, content-valuation, experiment-readout, kpi-tour")
        .isInstanceOfSatisfying(
            LocalFailure.class, e -> assertThat(e.exit()).isEqualTo(LocalFailure.USAGE));
    assertThat(home).as("nothing was started").isEmptyDirectory();
  }

  @Test
  void aWordThatIsNotUnderstoodEndsWithTwo() {
    assertThatThrownBy(() -> notebooks("kpi-tour"))
        .hasMessageContaining("notebooks takes nothing, or --execute [NAME…]")
        .isInstanceOfSatisfying(
            LocalFailure.class, e -> assertThat(e.exit()).isEqualTo(LocalFailure.USAGE));
  }

  private int notebooks(String... arguments) {
    House house =
        House.at(Path.of("../.."), Settings.of(Map.of(Setting.HOME.key(), home.toString())));
    return new NotebooksVerb(house, Progress.onStandardError()).run(List.of(arguments));
  }
}
