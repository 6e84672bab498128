package playhouse.streaming.lake.commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
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
    String last = Long.toString(due.get(due.size() - 1).checkpoint());
    Transaction transaction = table.newTransaction();
    AppendFiles append = transaction.newAppend();
    append.set("playhouse.lineage", lineage.id());
    append.set("playhouse.checkpoint", last);
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
}
