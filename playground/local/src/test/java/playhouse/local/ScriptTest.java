package playhouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
  private static final Path SCRIPT = Path.of("../../playhouse").toAbsolutePath().normalize();
  @TempDir Path elsewhere;

  private record Ran(int exit, String out, String err) {}

  @Test
  void anUnknownVerbPrintsTheHelpToStandardErrorAndEndsWith2() throws Exception {
    Ran ran = run(SCRIPT, "dance");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("'dance'").contains("./playhouse demo");
  }

  @Test
  void helpIsPrintedFromAnyFolderAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("ph"), SCRIPT);
    for (String verb : List.of("help", "--help")) {
      Ran ran = run(link, verb);
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("./playhouse status [--json]");
    }
  }

  @Test
  void aModuleThatDoesNotExistCannotBeTested() throws Exception {
    Ran ran = run(SCRIPT, "test", "no-such-module");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("no module is called no-such-module");
  }

  private Ran run(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = elsewhere.resolve("out");
    Path err = elsewhere.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exit = process.waitFor();
    return new Ran(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
