package playhouse.audience;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import playhouse.audience.truth.Oracle;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** {@code truth}: works a run's truth out again, from its plan and journal. */
final class TruthCommand {

  private TruthCommand() {}

  static void run(Settings settings, String[] args) {
    Options options = new Options(args, 1, Set.of("run", "out"));
    RunFiles files = new RunFiles(settings.home(), options.text("run").orElse("world"));
    Plan plan =
        files.plan().orElseThrow(() -> new IllegalArgumentException("no such run here yet"));
    World world = new World(plan);
    History history = new History(world, settings.zones(), settings.get(Setting.CURRENCY));
    history.recall(Runtime.getRuntime().availableProcessors());
    long until = Past.addLiveRuns(world, history, files.acts());
    Path out = options.text("out").map(Path::of).orElse(files.truth());
    Oracle oracle = history.oracle();
    (until > plan.endMillis() ? oracle.withoutAdvice() : oracle).write(out);
    System.out.println("truth up to " + Instant.ofEpochMilli(until) + ": " + out);
  }
}
