package playhouse.streaming.lake.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.streaming.lake.Place;
import playhouse.streaming.lake.Retired;

class SpoolTest {
  private static final int RETAINED = 2;
  private static final int LANE = 3;
  private static final int DAY = 20_000;

  @TempDir Path folder;

  @Test
  void filesThatAKilledWriterLeftAreSweptWhenNoRetainedCheckpointNamesThemAndThoseNamedStay()
      throws IOException {
    Spool killed = spool(new Retired(RETAINED));
    killed.add(row(1));
    List<byte[]> state = killed.snapshot();
    Path named = files().get(0);
    killed.add(row(2));
    killed.snapshot();
    assertThat(files()).hasSize(2);

    Retired retired = new Retired(RETAINED);
    Spool next = restored(state, retired);
    next.sweep(7);
    assertThat(files()).hasSize(2);
    retired.completed(8);
    assertThat(files()).hasSize(2);
    retired.completed(9);
    assertThat(files()).containsExactly(named);
    assertThat(offsets(next)).containsExactly(1L);
    for (long checkpoint = 10; checkpoint < 20; checkpoint++) {
      retired.completed(checkpoint);
    }
    assertThat(files()).containsExactly(named);
    assertThat(offsets(restored(next.snapshot(), retired))).containsExactly(1L);
  }

  @Test
  void aWriterThatStartsWithoutCheckpointsSweepsEverythingButWhatItMakesItself()
      throws IOException {
    Spool lost = spool(new Retired(RETAINED));
    lost.add(row(1));
    lost.snapshot();
    List<Path> left = files();

    Retired retired = new Retired(RETAINED);
    Spool fresh = spool(retired);
    fresh.sweep(0);
    fresh.add(row(2));
    fresh.snapshot();
    retired.completed(1);
    assertThat(files()).hasSize(2).containsAll(left);
    retired.completed(2);
    assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(left);
    assertThat(offsets(fresh)).containsExactly(2L);
  }

  @Test
  void theFileOfRowsThatWereWrittenGoesWhenNoRetainedCheckpointNamesIt() throws IOException {
    Retired retired = new Retired(RETAINED);
    Spool spool = spool(retired);
    spool.add(row(1));
    List<byte[]> fourth = spool.snapshot();
    retired.completed(4);
    spool.clear(5);
    assertThat(spool.rows()).isZero();
    assertThat(spool.snapshot()).isEmpty();
    retired.completed(5);
    assertThat(offsets(restored(fourth, new Retired(RETAINED)))).containsExactly(1L);
    retired.completed(6);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatTheStateNamesAndThatIsGoneIsAFailureAndNoLoss() throws IOException {
    Spool spool = spool(new Retired(RETAINED));
    spool.add(row(1));
    List<byte[]> state = spool.snapshot();
    Files.delete(files().get(0));
    assertThatThrownBy(() -> restored(state, new Retired(RETAINED)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(".late");
  }

  private Spool spool(Retired retired) {
    return new Spool(new org.apache.flink.core.fs.Path(folder.toUri()), retired);
  }

  private Spool restored(List<byte[]> state, Retired retired) {
    Spool spool = spool(retired);
    state.forEach(spool::restore);
    return spool;
  }

  private static SpooledRow row(long offset) {
    byte[] value = {1, 2, 3};
    return SpooledRow.of(
        SpooledRow.LATE, LANE, new Place(LANE, 0), offset, DAY, offset, offset, value);
  }

  /** Offsets of the rows that wait, as they are read back. */
  private static List<Long> offsets(Spool spool) {
    List<Long> offsets = new ArrayList<>();
    for (Run run : spool.runs()) {
      run.read(new Run.Group(LANE, DAY), row -> offsets.add(row.offset()));
    }
    return offsets;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
