package playhouse.streaming.lake.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.streaming.RandomEvents;
import playhouse.streaming.lake.Place;
import playhouse.streaming.lake.RawLake;
import playhouse.streaming.lake.Retired;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.decode.Event;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;

class WaitingRoomTest {
  private static final Lane LANE = RawLake.lane(Family.COMMUNITY);
  private static final FactType TYPE = FactType.of("points.earned").orElseThrow();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LONG_AGO = Instant.parse("2026-10-01T12:00:00Z");
  private static final long CHECKPOINT_MILLIS = 5_000;

  @TempDir Path home;
  @TempDir Path folder;

  private RawLake lake;
  private LaneTable lane;
  private WaitingRoom room;
  private long now = NOON.toEpochMilli();
  private long checkpoint;
  private long offset;

  @BeforeEach
  void open() {
    lake = new RawLake(home);
    lane = lake.open(LANE);
    room = room();
  }

  private WaitingRoom room() {
    return new WaitingRoom(
        new org.apache.flink.core.fs.Path(folder.toUri()),
        new Retired(2),
        new DayByDay(number -> lane));
  }

  @AfterEach
  void close() throws IOException {
    lake.close();
  }

  @Test
  void newRowsOfTodayLeaveWithTheNextCheckpointThoughMoreKeepComing() {
    for (int i = 0; i < 20; i++) {
      add(SpooledRow.FRESH, NOON, i);
      assertThat(leave(true)).isEqualTo(1);
      assertThat(room.rows()).isZero();
    }
  }

  @Test
  void newRowsLeaveThoughTheLakeCannotTellYetWhatItHolds() {
    add(SpooledRow.FRESH, NOON, 1);
    add(SpooledRow.LATE, NOON, 2);
    assertThat(leave(false)).isEqualTo(1);
    assertThat(room.rows()).isEqualTo(1);
  }

  @Test
  void aTrickleOfLateRowsWaitsForMore() {
    int files = 0;
    for (int i = 0; i < 20; i++) {
      add(SpooledRow.LATE, NOON, i);
      files += leave(true);
    }
    assertThat(files).isBetween(1, 2);
  }

  @Test
  void soDoNewRowsOfDaysGoneBy() {
    int files = 0;
    for (int i = 0; i < 20; i++) {
      add(SpooledRow.FRESH, LONG_AGO.plusSeconds(86_400L * i), i);
      files += leave(true);
    }
    assertThat(files).isBetween(1, 20);
    assertThat(checkpointsWithFiles).isBetween(1, 2);
  }

  @Test
  void aRowThatRepeatsAFreshOneWhichIsNotInTheLakeYetIsWrittenOnce() {
    add(SpooledRow.FRESH, NOON, 1);
    add(SpooledRow.LATE, NOON, 1);
    now += CHECKPOINT_MILLIS;
    assertThat(leave(true)).isEqualTo(1);
    assertThat(room.rows()).isZero();
    assertThat(RawLake.rows(lane.table())).hasSize(1);
  }

  @Test
  void aRowThatRepeatsOneThatLeftBeforeIsWrittenOnce() {
    add(SpooledRow.FRESH, NOON, 1);
    leave(true);
    add(SpooledRow.LATE, NOON, 1);
    now += CHECKPOINT_MILLIS;
    assertThat(leave(true)).isZero();
    assertThat(room.rows()).isZero();
    assertThat(RawLake.rows(lane.table())).hasSize(1);
  }

  @Test
  void onlyWhatStillWaitsIsRememberedAndReadAgain() throws IOException {
    add(SpooledRow.FRESH, NOON, 1);
    add(SpooledRow.LATE, NOON, 2);
    leave(false);
    assertThat(room.firstOffsets()).isEqualTo(Map.of(new Place(LANE.number(), 0), 1L));
    List<byte[]> state = room.snapshot();
    room = room();
    room.restore(state, checkpoint);
    assertThat(room.rows()).isEqualTo(1);
    now += CHECKPOINT_MILLIS;
    leave(true);
    assertThat(RawLake.rows(lane.table())).hasSize(2);
  }

  private int checkpointsWithFiles;

  private void add(byte kind, Instant moment, int seed) {
    byte[] value = RandomEvents.encode(RandomEvents.of(TYPE, moment, seed));
    Decoder decoder = new Decoder(LANE, lane.table().schema());
    assertThat(decoder.decode(value)).isEmpty();
    Event event = decoder.event();
    room.add(
        SpooledRow.of(
            kind,
            LANE.number(),
            new Place(LANE.number(), 0),
            offset++,
            event.day(),
            event.keyHigh(),
            event.keyLow(),
            value),
        now);
  }

  /** A checkpoint, and its commit at once; how many files it added. */
  private int leave(boolean settled) {
    now += 1;
    List<DataFile> files =
        room.leave(++checkpoint, settled, now).getOrDefault(LANE.number(), List.of());
    if (!files.isEmpty()) {
      checkpointsWithFiles++;
      AppendFiles append = lane.table().newAppend();
      files.forEach(append::appendFile);
      append.commit();
    }
    now += CHECKPOINT_MILLIS - 1;
    return files.size();
  }
}
