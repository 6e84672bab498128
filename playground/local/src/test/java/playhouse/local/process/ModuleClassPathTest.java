package playhouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleClassPathTest {
  @TempDir Path root;
  @TempDir Path elsewhere;

  @Test
  void theHousesOwnJarsAreCopiedAsideAndTheRestIsUsedWhereItLies() throws IOException {
    Path stranger = Files.writeString(elsewhere.resolve("stranger-1.jar"), "stranger");
    Path contracts = jar("ingestion/contracts", "contracts");
    Path serving = jar("serving", "serving");
    jar("playground/local", "local");
    Files.writeString(root.resolve("serving/target/runtime.classpath"), stranger + ":" + contracts);
    Path copies = elsewhere.resolve("lib");

    ModuleClassPath paths = new ModuleClassPath(root);
    assertThat(paths.pinned("serving", copies))
        .containsExactly(
            copies.resolve(serving.getFileName()),
            stranger,
            copies.resolve(contracts.getFileName()),
            copies.resolve("local-0.1.0-SNAPSHOT.jar"));

    Files.writeString(serving, "built anew");
    assertThat(copies.resolve(serving.getFileName())).hasContent("serving");
    paths.pinned("serving", copies);
    assertThat(copies.resolve(serving.getFileName())).hasContent("built anew");
  }

  @Test
  void aModuleThatIsNotBuiltIsNamed() {
    assertThatThrownBy(() -> new ModuleClassPath(root).of("serving"))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("serving");
  }

  private Path jar(String module, String name) throws IOException {
    Path target = Files.createDirectories(root.resolve(module).resolve("target"));
    return Files.writeString(target.resolve(name + "-0.1.0-SNAPSHOT.jar"), name);
  }
}
