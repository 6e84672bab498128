package playhouse.local.stack;

import java.nio.file.Path;
import playhouse.contracts.Settings;
import playhouse.local.process.ModuleClassPath;
import playhouse.local.process.Processes;

/**
 * Where everything is: the built modules below {@code root}, the state in the settings' home.
 *
 * @param root folder of the source tree
 * @param settings what is configured
 */
public record House(Path root, Settings settings) {

  public Path home() {
    return settings.home();
  }

  public Processes processes() {
    return new Processes(home());
  }

  public ModuleClassPath classPaths() {
    return new ModuleClassPath(root);
  }

  /** The java that runs the launcher runs everything but Trino. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
