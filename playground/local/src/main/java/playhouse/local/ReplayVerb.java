package playhouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import playhouse.local.process.Bound;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Stack;

/**
 * {@code ./playhouse replay}: rejects of the lake back through the front door, until what was
 * accepted is in the lake.
 */
final class ReplayVerb {
  private static final String FINDER = "playhouse.batch.replay.Main";
  private static final String SENDER = "playhouse.collector.ReplayMain";
  private static final Set<String> CHOOSING =
      Set.of("--since", "--until", "--reason", "--family", "--source", "--type");
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private final House house;
  private final Progress progress;

  ReplayVerb(House house, Progress progress) {
    this.house = house;
    this.progress = progress;
  }

  /** The answer is the exit code of whichever of its two processes failed, or 0. */
  int run(List<String> arguments) {
    if (!arguments.contains("--since")) {
      throw new LocalFailure(
          LocalFailure.USAGE, "replay needs --since T, a day or an instant; see ./playhouse help");
    }
    new Stack(house, progress).requireUp();
    LakeWait lake = new LakeWait(house, progress);
    lake.untilEmpty(LIMIT);
    Path rejects = rejects();
    try {
      List<String> finding = new ArrayList<>(List.of("--file", rejects.toString()));
      List<String> sending = new ArrayList<>(List.of("--file", rejects.toString()));
      split(arguments, finding, sending);
      int exit = new BatchJvm(house, FINDER).run(finding);
      if (exit == 0) {
        exit = send(sending);
      }
      if (exit == 0 && !arguments.contains("--dry-run")) {
        lake.untilEmpty(LIMIT);
      }
      return exit;
    } finally {
      forget(rejects);
    }
  }

  /** Both are told the reason: which rejects are meant, and whether forged ones are. */
  private static void split(List<String> all, List<String> finding, List<String> sending) {
    for (int i = 0; i < all.size(); i++) {
      String word = all.get(i);
      boolean chooses = CHOOSING.contains(word) && i + 1 < all.size();
      if (chooses) {
        finding.addAll(List.of(word, all.get(i + 1)));
      }
      if (!chooses || word.equals("--reason")) {
        sending.add(word);
        if (chooses) {
          sending.add(all.get(i + 1));
        }
      }
      i += chooses ? 1 : 0;
    }
  }

  private int send(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                House.java().toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                // What it has to say of its own configuration would stand before the report.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"));
    command.addAll(Bound.GENTLY.main(SENDER));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", house.classPaths().of("import", "ingestion/collector"));
    try {
      return Bound.GENTLY.start(builder).onExit().join().exitValue();
    } catch (IOException e) {
      throw new LocalFailure("cannot start the replay: " + e.getMessage(), e);
    }
  }

  private Path rejects() {
    try {
      Path folder = Files.createDirectories(house.home().resolve("replay"));
      return Files.createTempFile(folder, "rejects-", ".jsonl");
    } catch (IOException e) {
      throw new LocalFailure("cannot write into " + house.home() + ": " + e.getMessage(), e);
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalFailure("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
