package playhouse.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own with the class path of the tests. */
public final class Jvm {

  private Jvm() {}

  /** Starts a main class that need not run for long; what it prints goes to the file. */
  public static Process start(
      Map<String, String> environment, Path output, String... mainAndArguments) {
    return start(List.of("-XX:TieredStopAtLevel=1"), environment, output, mainAndArguments);
  }

  /** Starts a main class with flags of one's own. */
  public static Process start(
      List<String> flags,
      Map<String, String> environment,
      Path output,
      String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-Xmx512m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    process.environment().putAll(environment);
    try {
      return process.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
