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

  @Test
  void theBenchesAreListedAndEachIsAMainInTheTestsOfItsModule() throws Exception {
    Ran ran = run(SCRIPT, "bench", "--list");
    assertThat(ran.exit()).isZero();
    Path root = SCRIPT.resolveSibling("");
    List<String> rows = Files.readAllLines(root.resolve("playground/local/benches.txt"));
    assertThat(rows).hasSizeGreaterThan(4);
    for (String row : rows.subList(1, rows.size())) {
      String[] fields = row.split(" +", 4);
      assertThat(ran.out()).contains(fields[0]).contains(fields[3]);
      String main = fields[2].replace('.', '/') + ".java";
      assertThat(root.resolve(fields[1]).resolve("src/test/java").resolve(main)).isRegularFile();
    }
  }

  @Test
  void anUnknownBenchPrintsThoseThatThereAreToStandardErrorAndEndsWith2() throws Exception {
    for (List<String> words : List.of(List.of("bench"), List.of("bench", "dance"))) {
      Ran ran = run(SCRIPT, words.toArray(String[]::new));
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("scoring").contains("collector");
    }
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
