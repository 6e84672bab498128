package playhouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @Test
  void sweepsWhatNobodyHasTouchedForLongAndLeavesTheRest() throws IOException {
    Path killed = Files.createDirectories(folder.resolve("blockmgr-1"));
    Files.writeString(Files.createDirectories(killed.resolve("0a")).resolve("shuffle"), "bytes");
    Path library = Files.writeString(folder.resolve("libcomet-1.so"), "bytes");
    Path running = Files.createDirectories(folder.resolve("blockmgr-2"));
    for (Path old : new Path[] {killed, library}) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(DAY.plusHours(1))));
    }

    Trees.sweep(folder, DAY);

    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(running));
    assertThat(running).exists();
  }

  @Test
  void aFolderThatIsNotThereIsSwept() {
    Trees.sweep(folder.resolve("nowhere"), DAY);
    assertThat(folder).isEmptyDirectory();
  }
}
