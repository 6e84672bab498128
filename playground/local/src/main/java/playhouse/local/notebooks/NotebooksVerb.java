package playhouse.local.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import playhouse.contracts.Setting;
import playhouse.local.access.Role;
import playhouse.local.process.Bound;
import playhouse.local.process.Foreground;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.python.PythonEnvironment;
import playhouse.local.sql.Cache;
import playhouse.local.sql.Trino;
import playhouse.local.stack.House;
import playhouse.local.stack.Stack;

/**
 * {@code ./playhouse notebooks}: Jupyter on the house's lake, as an analyst; or every notebook run
 * from top to bottom, with its results put into the home.
 */
public final class NotebooksVerb {
  private static final String EXECUTE = "--execute";
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final House house;
  private final Progress progress;

  public NotebooksVerb(House house, Progress progress) {
    this.house = house;
    this.progress = progress;
  }

  /** The answer is the exit code. Where nothing runs, the database and Trino run until it ends. */
  public int run(List<String> arguments) {
    List<Path> chosen = chosen(arguments);
    Path python = environment().interpreter();
    Stack stack = new Stack(house, progress);
    return stack.withDatabase(() -> run(python, chosen, stack));
  }

  private int run(Path python, List<Path> chosen, Stack stack) {
    Trino trino = new Trino(house, progress);
    if (!trino.up(stack)) {
      throw new LocalFailure(
          "notebooks ask Trino, which needs a JDK 24 or newer: set " + Setting.TRINO_JAVA.key());
    }
    Map<String, String> environment = environment(trino);
    if (chosen.isEmpty()) {
      return open(python, environment);
    }
    chosen.forEach(notebook -> execute(python, environment, notebook));
    return 0;
  }

  private Path folder() {
    return house.root().resolve("notebooks");
  }

  private PythonEnvironment environment() {
    Cache cache = Cache.ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    return new PythonEnvironment(
        cache, "notebooks", folder().resolve("requirements.txt"), progress);
  }

  /** Those to run; none if they are to be opened. */
  private List<Path> chosen(List<String> arguments) {
    if (arguments.isEmpty()) {
      return List.of();
    }
    if (!arguments.get(0).equals(EXECUTE)) {
      throw new LocalFailure(
          LocalFailure.USAGE, "notebooks takes nothing, or " + EXECUTE + " [NAME…]");
    }
    List<String> names = arguments.subList(1, arguments.size());
    List<Path> all = all();
    List<Path> chosen =
        all.stream().filter(file -> names.isEmpty() || names.contains(name(file))).toList();
    if (chosen.size() < names.size() || chosen.isEmpty()) {
      throw new LocalFailure(
          LocalFailure.USAGE,
          "the notebooks are " + String.join(", ", all.stream().map(NotebooksVerb::name).toList()));
    }
    return chosen;
  }

  private List<Path> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + folder() + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".ipynb", "");
  }

  /** Where both kernels find the lake, and that of Java its classes. */
  private Map<String, String> environment(Trino trino) {
    return Map.of(
        "PATH",
        House.java().getParent() + ":" + System.getenv("PATH"),
        "JAVA_HOME",
        System.getProperty("java.home"),
        "JJAVA_CLASSPATH",
        house.classPaths().of("notebooks", "notebooks"),
        "JJAVA_JVM_OPTS",
        "-Xmx1g -Djava.awt.headless=true -Dslf4j.internal.verbosity=ERROR",
        "PLAYHOUSE_LAKE_JDBC",
        trino.url(Role.ANALYST),
        "PLAYHOUSE_HOME",
        house.home().toString());
  }

  private int open(Path python, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            python.toString(),
            "-m",
            "jupyterlab",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port=" + house.settings().get(Setting.NOTEBOOKS_PORT),
            "--ServerApp.allow_root=True",
            "--ServerApp.root_dir=" + folder());
    builder.environment().putAll(environment);
    try {
      return Bound.PROMPTLY.start(builder.inheritIO()).onExit().join().exitValue();
    } catch (IOException e) {
      throw new LocalFailure("cannot start Jupyter: " + e.getMessage(), e);
    }
  }

  private void execute(Path python, Map<String, String> environment, Path notebook) {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "nbconvert"));
    command.addAll(List.of("--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=300"));
    command.addAll(List.of("--output-dir", results().toString(), notebook.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder().toFile());
    builder.environment().putAll(environment);
    new Foreground(house.processes(), progress).run(name(notebook), LIMIT, Bound.PROMPTLY, builder);
  }

  private Path results() {
    return house.home().resolve("notebooks");
  }
}
