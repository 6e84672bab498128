package playhouse.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import playhouse.local.process.Bound;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Stack;

/**
 * {@code ./playhouse import}: real data through the contracts and Kafka, until it is in the lake.
 */
final class ImportVerb {
  private static final String MAIN = "playhouse.collector.ImportMain";
  private static final String NO_WAIT = "--no-wait";
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private final House house;
  private final Progress progress;

  ImportVerb(House house, Progress progress) {
    this.house = house;
    this.progress = progress;
  }

  /** The answer is the importer's exit code. */
  int run(List<String> arguments) {
    new Stack(house, progress).requireUp();
    List<String> passed = new ArrayList<>(arguments);
    boolean wait = !passed.remove(NO_WAIT);
    int exit = importer(passed);
    if (exit == 0 && wait) {
      new LakeWait(house, progress).untilEmpty(LIMIT);
    }
    return exit;
  }

  private int importer(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(House.java().toString(), "-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(Bound.GENTLY.main(MAIN));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", house.classPaths().of("import", "ingestion/collector"));
    try {
      return Bound.GENTLY.start(builder).onExit().join().exitValue();
    } catch (IOException e) {
      throw new LocalFailure("cannot start the importer: " + e.getMessage(), e);
    }
  }
}
