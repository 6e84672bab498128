package playhouse.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;

/**
 * The main of {@code ./playhouse}: hands a verb to what does it and turns failures into exit codes.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The command that does a verb in that house, to which the verb and its words are added. */
  public static List<String> command(House house) {
    return List.of(
        House.java().toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dplayhouse.root=" + house.root(),
        "-Dplayhouse.maven=" + System.getProperty("playhouse.maven", "mvn"),
        "-cp",
        house.classPaths().of("verbs", "playground/local"),
        Launcher.class.getName());
  }

  private static int run(String[] args) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    try {
      House house = House.at(Path.of(System.getProperty("playhouse.root", ".")), Settings.load());
      List<String> rest = Arrays.asList(args).subList(1, args.length);
      return new Verbs(house, Progress.onStandardError()).run(args[0], rest);
    } catch (LocalFailure e) {
      System.err.println("playhouse: " + e.getMessage());
      return e.exit();
    } catch (IllegalArgumentException e) {
      System.err.println("playhouse: " + e.getMessage());
      return LocalFailure.USAGE;
    }
  }
}
