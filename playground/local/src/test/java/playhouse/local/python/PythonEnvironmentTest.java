package playhouse.local.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.sql.Cache;

class PythonEnvironmentTest {
  @TempDir Path folder;

  @Test
  void packagesThatCannotBeHadAreNamedWithTheListThatAsksForThemAndNoEnvironmentIsLeft()
      throws IOException {
    assumeTrue(PythonEnvironment.possible(), "no Python that makes environments");
    Path list =
        Files.writeString(
            folder.resolve("wanted.txt"), "nowhere-to-be-had @ file:///nowhere/to-be-had.whl\n");
    Cache cache = Cache.ofUser(Map.of("XDG_CACHE_HOME", folder.toString()), folder);
    PythonEnvironment environment =
        new PythonEnvironment(cache, "study", list, Progress.onStandardError());
    assertThatThrownBy(environment::interpreter)
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("study did not get what " + list + " lists")
        .hasMessageContaining("to-be-had.whl");
    assertThat(folder.resolve("playhouse")).isDirectoryNotContaining("glob:**/study-????????");
  }

  @Test
  void aListThatIsNotThereIsSaidToBeMissing() {
    Path list = folder.resolve("nothing.txt");
    PythonEnvironment environment =
        new PythonEnvironment(
            Cache.ofUser(Map.of(), folder), "study", list, Progress.onStandardError());
    assertThatThrownBy(environment::interpreter)
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("cannot read " + list);
  }
}
