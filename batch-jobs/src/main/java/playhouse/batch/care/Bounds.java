package playhouse.batch.care;

import java.util.ArrayList;
import java.util.List;

/**
 * What a table may not exceed after care.
 *
 * @param snapshots untagged ones
 * @param tags two kinds, a night each as long as they are kept
 * @param metadataBytes size of the metadata file
 */
record Bounds(int snapshots, long tags, int metadataBytes) {
  /** Iceberg itself merges manifests when it has met a hundred small ones. */
  private static final int MANIFESTS = 100;

  static Bounds of(CarePolicy policy) {
    return new Bounds(
        policy.most() + policy.fewest(), 2 * (policy.tags().toDays() + 1), policy.metadataBytes());
  }

  /** What is broken, in words; empty if nothing is. */
  List<String> broken(TableState state) {
    List<String> broken = new ArrayList<>();
    if (state.crowded() > 0) {
      broken.add(
          state.crowded() + " closed partitions of too many files, up to " + state.mostFiles());
    }
    check(broken, "manifests", state.manifests(), MANIFESTS + state.files() / MANIFESTS);
    check(broken, "snapshots without a tag", state.snapshots() - state.tags(), snapshots);
    check(broken, "tags", state.tags(), tags);
    check(broken, "bytes of metadata", state.metadataBytes(), metadataBytes);
    return broken;
  }

  private static void check(List<String> broken, String what, long is, long most) {
    if (is > most) {
      broken.add(is + " " + what + ", not at most " + most);
    }
  }
}
