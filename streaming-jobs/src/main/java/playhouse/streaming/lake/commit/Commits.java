package playhouse.streaming.lake.commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import playhouse.streaming.lake.table.LaneTable;

/** Adds the files of completed checkpoints to their tables, each exactly once. */
public final class Commits {

  private final IntFunction<LaneTable> tables;

  /** Into the lanes' tables. */
  public Commits(IntFunction<LaneTable> tables) {
    this.tables = tables;
  }

  /**
   * Commits epochs in their order, one commit for each table.
   *
   * <p>The table takes the files and the note of the checkpoint in one step; what it has noted
   * already is passed over.
   */
  public void commit(Collection<Epoch> epochs, Lineage lineage) {
    TreeMap<Integer, List<Epoch>> byLane = new TreeMap<>();
    for (Epoch epoch : epochs) {
      epoch
          .files()
          .keySet()
          .forEach(lane -> byLane.computeIfAbsent(lane, none -> new ArrayList<>()).add(epoch));
    }
    for (Map.Entry<Integer, List<Epoch>> lane : byLane.entrySet()) {
      commit(tables.apply(lane.getKey()), lane.getKey(), lane.getValue(), lineage);
    }
  }

  private static void commit(LaneTable lane, int number, List<Epoch> epochs, Lineage lineage) {
    Table table = lane.table();
    table.refresh();
    long committed = lineage.committed(table);
    List<Epoch> due = epochs.stream().filter(epoch -> epoch.checkpoint() > committed).toList();
    if (due.isEmpty()) {
      return;
    }
    Epoch newest = due.get(due.size() - 1);
    String last = Long.toString(newest.checkpoint());
    Transaction transaction = table.newTransaction();
    AppendFiles append = transaction.newAppend();
    append.set("playhouse.lineage", lineage.id());
    append.set("playhouse.checkpoint", last);
    append.set("playhouse.offsets", offsets(newest, number));
    for (Epoch epoch : due) {
      epoch
          .files()
          .getOrDefault(number, List.of())
          .forEach(file -> append.appendFile(lane.fromJson(file)));
    }
    append.commit();
    transaction.updateProperties().set(lineage.property(), last).commit();
    transaction.commitTransaction();
  }

  /**
   * What leads from a snapshot back to Kafka: of each partition of the lane's topic, the offset
   * before which everything is in the lake with this commit, {@code partition:offset} by comma.
   */
  private static String offsets(Epoch epoch, int lane) {
    return epoch.offsets().entrySet().stream()
        .filter(offset -> offset.getKey().lane() == lane)
        .sorted(Comparator.comparingInt(offset -> offset.getKey().partition()))
        .map(offset -> offset.getKey().partition() + ":" + offset.getValue())
        .collect(Collectors.joining(","));
  }
}
