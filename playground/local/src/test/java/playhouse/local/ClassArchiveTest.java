package playhouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path folder;

  @Test
  void keepsItsOwnAndWhatIsBeingWrittenAndNothingElseOfItsFamily() throws IOException {
    long gone = new ProcessBuilder("true").start().onExit().join().pid();
    Path living = write("batch-b.jsa." + ProcessHandle.current().parent().orElseThrow().pid());
    Path other = write("trino-a.jsa");
    write("batch-a.jsa");
    write("batch-a.jsa." + gone);
    ClassArchive archive = ClassArchive.of(folder, "batch", "");
    Files.writeString(archive.draft(), "classes");

    archive.settle(true);

    assertThat(folder)
        .isDirectoryNotContaining(
            path -> !path.equals(living) && !path.equals(other) && !path.equals(archive.whole()));
    assertThat(archive.whole()).hasContent("classes");
    assertThat(living).exists();
    assertThat(other).exists();
  }

  private Path write(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "old classes");
  }
}
