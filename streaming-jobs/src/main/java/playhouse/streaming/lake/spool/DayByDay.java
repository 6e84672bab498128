package playhouse.streaming.lake.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.apache.iceberg.DataFile;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.decode.Refusal;
import playhouse.streaming.lake.table.DayFiles;
import playhouse.streaming.lake.table.LaneTable;
import playhouse.streaming.lake.window.IdSet;

/** Writes rows into their days, day after day, leaving out what the lake already holds. */
public final class DayByDay {

  private final IntFunction<LaneTable> tables;
  private final Map<Integer, Decoder> decoders = new HashMap<>();
  private long duplicates;

  /** Writing into the lanes' tables. */
  public DayByDay(IntFunction<LaneTable> tables) {
    this.tables = tables;
  }

  /** How many rows were left out so far because the lake held them, or they came twice. */
  public long duplicates() {
    return duplicates;
  }

  /** Writes every row of the runs that its table does not hold; the files by lane. */
  Map<Integer, List<DataFile>> write(List<Run> runs, long nowMillis) {
    TreeMap<Integer, SortedSet<Integer>> daysByLane = new TreeMap<>();
    for (Run run : runs) {
      for (Run.Group group : run.groups()) {
        daysByLane.computeIfAbsent(group.lane(), none -> new TreeSet<>()).add(group.day());
      }
    }
    Map<Integer, List<DataFile>> files = new HashMap<>();
    daysByLane.forEach((lane, days) -> files.put(lane, write(lane, days, runs, nowMillis)));
    files.values().removeIf(List::isEmpty);
    return files;
  }

  private List<DataFile> write(int lane, SortedSet<Integer> days, List<Run> runs, long nowMillis) {
    LaneTable table = tables.apply(lane);
    Decoder decoder =
        decoders.computeIfAbsent(lane, none -> new Decoder(table.lane(), table.table().schema()));
    KnownIds known = new KnownIds(table, days);
    DayFiles out = new DayFiles(table);
    List<DataFile> files = new ArrayList<>();
    for (int day : days) {
      Run.Group group = new Run.Group(lane, day);
      IdSet seen = alreadyThere(known, group, runs);
      for (Run run : runs) {
        run.read(
            group,
            row -> {
              if (seen.add(row.keyHigh(), row.keyLow())) {
                out.write(day, row(decoder, row, nowMillis));
              } else {
                duplicates++;
              }
            });
      }
      files.addAll(out.finish());
    }
    return files;
  }

  /** Ids of late rows that the lake holds: as much memory as the group, not as the day. */
  private static IdSet alreadyThere(KnownIds known, Run.Group group, List<Run> runs) {
    IdSet wanted = new IdSet();
    for (Run run : runs) {
      run.read(
          group,
          row -> {
            if (row.late()) {
              wanted.add(row.keyHigh(), row.keyLow());
            }
          });
    }
    IdSet there = new IdSet();
    if (wanted.size() == 0) {
      return there;
    }
    known.read(
        group.day(),
        (high, low) -> {
          if (wanted.contains(high, low)) {
            there.add(high, low);
          }
        });
    return there;
  }

  private static org.apache.flink.table.data.RowData row(
      Decoder decoder, SpooledRow row, long nowMillis) {
    Optional<Refusal> refusal = decoder.decode(row.value());
    if (refusal.isPresent()) {
      throw new IllegalStateException("was decoded before, and now not: " + refusal.get());
    }
    decoder.event().key(row.keyHigh(), row.keyLow());
    decoder.event().loaded(nowMillis);
    return decoder.event().row();
  }
}
