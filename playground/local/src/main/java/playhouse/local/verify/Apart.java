package playhouse.local.verify;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import playhouse.local.Launcher;
import playhouse.local.process.Bound;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Ports;
import playhouse.local.stack.House;

/**
 * A house apart from the one that was asked: a new home below its home, with ports that are free.
 * Processes take their settings from the environment, so that it needs a launcher of its own.
 */
record Apart(House house) {
  private static final String MARK = "PLAYHOUSE_APART";

  /** Settings that it shares; by the others it might reach a cluster that is somebody's own. */
  private static final Set<String> SHARED =
      Set.of("PLAYHOUSE_DATA", "PLAYHOUSE_TRINO_JAVA", "PLAYHOUSE_TERMINAL");

  private static final List<String> PORTS =
      List.of(
          "KAFKA",
          "COLLECTOR",
          "SERVING",
          "COUNTERPARTS",
          "BANK",
          "SMTP",
          "SMPP",
          "POSTGRES",
          "FLINK",
          "JOBS",
          "TRINO");

  /** True in the launcher of such a house. */
  boolean here() {
    return System.getenv(MARK) != null;
  }

  /** Runs the launcher there, and leaves nothing of the house behind but its logs. */
  int run(String verb, List<String> arguments, Map<String, String> settings) {
    Path home =
        house.home().resolve("verify").resolve(Long.toString(ProcessHandle.current().pid()));
    List<String> line = new ArrayList<>();
    line.add(House.java().toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(Bound.GENTLY.main(Launcher.class.getName()));
    line.add(verb);
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    settle(builder.environment(), home);
    builder.environment().putAll(settings);
    try {
      int exit = Bound.GENTLY.start(builder).waitFor();
      sweep(home);
      return exit;
    } catch (IOException e) {
      throw new LocalFailure("cannot start a house apart: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted");
    }
  }

  /** Makes an environment that of a house in a new home. */
  static void settle(Map<String, String> environment, Path home) {
    environment.keySet().removeIf(key -> key.startsWith("PLAYHOUSE_") && !SHARED.contains(key));
    environment.put(MARK, "yes");
    environment.put("PLAYHOUSE_HOME", home.toString());
    Iterator<Integer> ports = Ports.some(PORTS.size()).iterator();
    for (String process : PORTS) {
      environment.put("PLAYHOUSE_" + process + "_PORT", Integer.toString(ports.next()));
    }
  }

  private static void sweep(Path home) throws IOException {
    Path logs = home.resolve("logs");
    if (Files.exists(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.startsWith(logs) && !file.equals(home)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
