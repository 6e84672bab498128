package playhouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import playhouse.contracts.Setting;
import playhouse.local.process.Bound;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Trees;
import playhouse.local.stack.House;

/** The Spark process of one batch command, in the foreground. */
public final class BatchJvm {
  private static final String MAIN = "playhouse.batch.Main";
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /** No night is as long. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private final House house;
  private final String main;

  public BatchJvm(House house) {
    this(house, MAIN);
  }

  /** For another main of the same module. */
  BatchJvm(House house, String main) {
    this.house = house;
    this.main = main;
  }

  /** Runs it with this process's input and output; the answer is its exit code. */
  public int run(List<String> arguments) {
    return run(arguments, builder -> wait(builder.inheritIO()));
  }

  /** The same, started and waited for by {@code runner}, which answers the exit code. */
  public int run(List<String> arguments, ToIntFunction<ProcessBuilder> runner) {
    String classPath = house.classPaths().of("batch", "batch-jobs");
    ClassArchive archive = ClassArchive.of(house.home().resolve("cds"), "batch", classPath);
    Path scratch = scratch();
    List<String> command = new ArrayList<>(List.of(House.java().toString()));
    command.addAll(flags());
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add(compiler(arguments));
    command.addAll(archive.flags());
    command.addAll(asked());
    command.addAll(Bound.PROMPTLY.main(main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", classPath);
    int exit = runner.applyAsInt(builder);
    archive.settle(exit == 0);
    return exit;
  }

  /** Where Spark puts aside what it cannot hold, and native libraries for as long as they run. */
  private Path scratch() {
    Path scratch = house.home().resolve("spark");
    try {
      Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new LocalFailure("cannot make " + scratch + ": " + e.getMessage(), e);
    }
    Trees.sweep(scratch, LONGEST);
    return scratch;
  }

  private static int wait(ProcessBuilder builder) {
    try {
      return Bound.PROMPTLY.start(builder).onExit().join().exitValue();
    } catch (IOException e) {
      throw new LocalFailure("cannot start Spark: " + e.getMessage(), e);
    }
  }

  /**
   * A night on a laptop is hundreds of plans, each compiled for a few seconds of work: the quick
   * compiler needs 58 CPU seconds for the KPIs of 35 days, both together 152. Training is one hot
   * loop and wants the best.
   */
  private static String compiler(List<String> arguments) {
    return "-XX:TieredStopAtLevel=" + (trains(arguments) ? 4 : 1);
  }

  private static boolean trains(List<String> arguments) {
    return arguments.contains("train-recommender") || arguments.contains("retrain");
  }

  private List<String> asked() {
    return house
        .settings()
        .find(Setting.BATCH_JAVA_OPTIONS)
        .map(options -> List.of(options.trim().split("\\s+")))
        .orElse(List.of());
  }

  private List<String> flags() {
    Path crash = house.home().resolve("logs").resolve("batch-crash.log");
    Stream<String> opens =
        OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
    Stream<String> rest =
        Stream.of(
            "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules=jdk.incubator.vector",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Xmx2g",
            // With one compiler a JVM sets 48 MB aside for code: a night fills them, and goes on
            // interpreted.
            "-XX:ReservedCodeCacheSize=240m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + crash);
    return Stream.concat(opens, rest).toList();
  }
}
