package playhouse.streaming.lake.spool;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run that was never written down. */
final class MemoryRun implements Run {

  private final List<SpooledRow> sorted;
  private final TreeMap<Group, int[]> bounds = new TreeMap<>();

  /** Of the given rows, which it sorts in place. */
  MemoryRun(List<SpooledRow> rows) {
    rows.sort(SpooledRow.BY_LANE_AND_DAY);
    sorted = rows;
    for (int i = 0; i < rows.size(); i++) {
      int at = i;
      Group group = new Group(rows.get(i).lane(), rows.get(i).day());
      bounds.computeIfAbsent(group, begun -> new int[] {at, at})[1] = i + 1;
    }
  }

  @Override
  public Collection<Group> groups() {
    return bounds.keySet();
  }

  @Override
  public void read(Group group, RowSink sink) {
    int[] bound = bounds.getOrDefault(group, new int[2]);
    sorted.subList(bound[0], bound[1]).forEach(sink::take);
  }

  /** All groups in order, with their rows. */
  Map<Group, List<SpooledRow>> rows() {
    TreeMap<Group, List<SpooledRow>> rows = new TreeMap<>();
    bounds.forEach((group, bound) -> rows.put(group, sorted.subList(bound[0], bound[1])));
    return rows;
  }
}
