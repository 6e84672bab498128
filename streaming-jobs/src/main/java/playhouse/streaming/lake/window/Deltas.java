package playhouse.streaming.lake.window;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.core.fs.Path;

/**
 * The delta files that together hold the windows' ids: every checkpoint adds one with what is new;
 * small ones are merged, and those that only hold forgotten hours are let go.
 */
final class Deltas {

  private static final int FILES_PER_TIER = 8;
  private static final int LARGEST_MERGED_IDS = 4_000_000;

  private final Path folder;
  private final List<Delta> files = new ArrayList<>();

  /**
   * A delta file that is in use.
   *
   * @param name within the folder
   * @param ids how many it holds
   * @param lastHours latest hour it holds, by lane
   * @param mergeable whether nobody else may still want to read it
   */
  record Delta(String name, long ids, Map<Integer, Integer> lastHours, boolean mergeable) {
    private int tier() {
      return (63 - Long.numberOfLeadingZeros(Math.max(ids, 1024))) / 3;
    }
  }

  Deltas(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path path(Delta delta) {
    return new Path(folder, delta.name());
  }

  List<Delta> files() {
    return files;
  }

  void restore(Delta delta) {
    files.add(delta);
  }

  /** Writes what is new as one more file. */
  void append(Map<Section, IdList> fresh) throws IOException {
    if (!fresh.isEmpty()) {
      files.add(write(fresh));
    }
  }

  /** Lets go of files that hold no hour that a window still covers; returns them. */
  Collection<Delta> dropForgotten(Window[] windows) {
    List<Delta> forgotten =
        files.stream()
            .filter(
                delta ->
                    delta.lastHours().entrySet().stream()
                        .noneMatch(last -> windows[last.getKey()].covers(last.getValue())))
            .toList();
    files.removeAll(forgotten);
    return forgotten;
  }

  /** Merges files of like size where there are many; returns those that were replaced. */
  Collection<Delta> merge(Window[] windows) throws IOException {
    TreeMap<Integer, List<Delta>> tiers = new TreeMap<>();
    for (Delta delta : files) {
      if (delta.mergeable() && delta.ids() * FILES_PER_TIER <= LARGEST_MERGED_IDS) {
        tiers.computeIfAbsent(delta.tier(), none -> new ArrayList<>()).add(delta);
      }
    }
    for (List<Delta> tier : tiers.values()) {
      if (tier.size() >= FILES_PER_TIER) {
        replace(tier, windows);
        return tier;
      }
    }
    return List.of();
  }

  private void replace(List<Delta> tier, Window[] windows) throws IOException {
    Map<Section, IdList> ids = new LinkedHashMap<>();
    for (Delta delta : tier) {
      boolean there =
          DeltaFile.read(
              path(delta),
              section -> windows[section.lane()].covers(section.hour()),
              (section, high, low) ->
                  ids.computeIfAbsent(section, none -> new IdList()).add(high, low));
      if (!there) {
        throw new IOException(path(delta) + " is gone");
      }
    }
    files.removeAll(tier);
    append(ids);
  }

  private Delta write(Map<Section, IdList> ids) throws IOException {
    String name = UUID.randomUUID() + ".ids";
    long count = 0;
    Map<Integer, Integer> lastHours = new TreeMap<>();
    for (Map.Entry<Section, IdList> entry : ids.entrySet()) {
      count += entry.getValue().size();
      lastHours.merge(entry.getKey().lane(), entry.getKey().hour(), Math::max);
    }
    Delta delta = new Delta(name, count, lastHours, true);
    DeltaFile.write(path(delta), ids);
    return delta;
  }

  /** Largest first, so that tables grow seldom. */
  List<Delta> largestFirst() {
    return files.stream().sorted(Comparator.comparingLong(Delta::ids).reversed()).toList();
  }
}
