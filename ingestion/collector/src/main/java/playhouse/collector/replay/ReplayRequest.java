package playhouse.collector.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import playhouse.contracts.Rejected;

/**
 * What a replay is asked to do.
 *
 * @param file the rejects, one a line
 * @param changes what is put right before they are sent
 * @param foreignToo whether to send also what came from whom it had no right to
 * @param dryRun true to judge only
 * @param json true if the report is wanted as JSON
 */
public record ReplayRequest(
    Path file, List<Change> changes, boolean foreignToo, boolean dryRun, boolean json) {

  /** Options that change events. */
  private static final Set<String> CHANGES =
      Set.of("--set", "--remove", "--rename", "--multiply", "--shift");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  public static ReplayRequest of(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    List<Change> changes = new ArrayList<>();
    Optional<Path> file = Optional.empty();
    boolean foreignToo = false;
    boolean dryRun = false;
    boolean json = false;
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      if (option.equals("--dry-run")) {
        dryRun = true;
      } else if (option.equals("--json")) {
        json = true;
      } else if (left.isEmpty()) {
        throw new IllegalArgumentException(option + " is unknown or needs a value");
      } else if (CHANGES.contains(option)) {
        changes.add(Change.of(option, left.removeFirst()));
      } else if (option.equals("--reason")) {
        foreignToo = left.removeFirst().equals(Rejected.Reason.UNAUTHORIZED_SOURCE.code());
      } else if (option.equals("--file")) {
        file = Optional.of(Path.of(left.removeFirst()));
      } else {
        throw new IllegalArgumentException("unknown option " + option);
      }
    }
    Path from = file.orElseThrow(() -> new IllegalArgumentException("--file is missing"));
    return new ReplayRequest(from, List.copyOf(changes), foreignToo, dryRun, json);
  }

  /** Does it. */
  public Report run(Destination destination) throws IOException {
    Replay replay = new Replay(destination, new Fix(changes), foreignToo);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        replay.take(PastReject.ofLine(line));
      }
    }
    return replay.finish();
  }
}
