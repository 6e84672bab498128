package playhouse.streaming.lake.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.streaming.RandomEvents;
import playhouse.streaming.lake.RawLake;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.table.DayFiles;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;

class SmallFilesTest {
  private static final Lane LANE = RawLake.lane(Family.COMMUNITY);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<FactType> TYPES =
      FactType.all().stream().filter(type -> type.family() == Family.COMMUNITY).toList();

  @TempDir Path home;

  private RawLake lake;
  private LaneTable lane;
  private Table table;
  private Commits commits;
  private SmallFiles small;
  private Lineage lineage;

  @BeforeEach
  void open() {
    lake = new RawLake(home);
    lane = lake.open(LANE);
    table = lane.table();
    commits = new Commits(number -> lane);
    small = new SmallFiles(number -> lane);
    lineage = Lineage.begin("test", List.of(table));
  }

  @AfterEach
  void close() throws IOException {
    lake.close();
  }

  @Test
  void theManySmallFilesOfADayBecomeOneWithTheSameRows() {
    Epoch elsewhere = commit(1, NOON.minusSeconds(86_400));
    IntStream.range(2, SmallFiles.MANY + 1).forEach(checkpoint -> commit(checkpoint, NOON));
    assertThat(RawLake.files(table)).hasSize(SmallFiles.MANY);
    Epoch last = commit(SmallFiles.MANY + 1, NOON);
    assertThat(table.currentSnapshot().operation()).isEqualTo(DataOperations.REPLACE);
    assertThat(RawLake.files(table)).hasSize(2);
    assertThat(RawLake.rows(table)).hasSize(SmallFiles.MANY + 1).doesNotHaveDuplicates();

    commits.commit(List.of(elsewhere, last), lineage);
    assertThat(RawLake.rows(table)).as("what was committed").hasSize(SmallFiles.MANY + 1);
  }

  @Test
  void noRowIsChangedAndRowsKeepTheNumberOfTheNewestCommitThatBroughtThem() {
    IntStream.range(1, SmallFiles.MANY).forEach(checkpoint -> commit(checkpoint, NOON));
    // The last is committed without being counted, so that the rows can be read before.
    Epoch last = epoch(SmallFiles.MANY, NOON);
    commits.commit(List.of(last), lineage);
    List<String> before = RawLake.rows(table);
    small.committed(last);
    small.mergeMost();
    assertThat(RawLake.rows(table)).isEqualTo(before);
    assertThat(RawLake.files(table)).hasSize(1);
    DataFile together = RawLake.files(table).get(0).file();
    assertThat(together.dataSequenceNumber()).isEqualTo(SmallFiles.MANY);
    assertThat(together.fileSequenceNumber()).isEqualTo(SmallFiles.MANY + 1);
  }

  @Test
  void whatSomebodyElseHasWrittenTogetherMeanwhileIsNoHindrance() {
    IntStream.range(1, SmallFiles.MANY).forEach(checkpoint -> commit(checkpoint, NOON));
    Epoch last = epoch(SmallFiles.MANY, NOON);
    commits.commit(List.of(last), lineage);
    Table other = lake.open(LANE).table();
    List<FileScanTask> files = RawLake.files(other);
    other
        .newRewrite()
        .validateFromSnapshot(other.currentSnapshot().snapshotId())
        .deleteFile(files.get(0).file())
        .deleteFile(files.get(1).file())
        .addFile(write(NOON, 1))
        .commit();
    List<String> before = RawLake.rows(other);
    small.committed(last);
    small.mergeMost();
    assertThat(RawLake.rows(table)).isEqualTo(before);
    assertThat(RawLake.files(table)).hasSize(1);
  }

  /** A checkpoint that adds one row of that moment. */
  private Epoch commit(int checkpoint, Instant moment) {
    Epoch epoch = epoch(checkpoint, moment);
    commits.commit(List.of(epoch), lineage);
    small.committed(epoch);
    small.mergeMost();
    return epoch;
  }

  private Epoch epoch(int checkpoint, Instant moment) {
    String file = lane.toJson(write(moment, checkpoint));
    return new Epoch(checkpoint, Map.of(LANE.number(), List.of(file)), Map.of());
  }

  private DataFile write(Instant moment, int seed) {
    Decoder decoder = new Decoder(LANE, table.schema());
    FactType type = TYPES.get(seed % TYPES.size());
    assertThat(decoder.decode(RandomEvents.encode(RandomEvents.of(type, moment, 10L * seed))))
        .isEmpty();
    decoder.event().loaded(moment.toEpochMilli());
    DayFiles files = new DayFiles(lane);
    files.write(decoder.event().day(), decoder.event().row());
    return files.finish().get(0);
  }
}
