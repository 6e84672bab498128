package playhouse.local.stack;

import java.nio.file.Path;
import playhouse.contracts.Settings;
import playhouse.local.process.ClassPaths;
import playhouse.local.process.ModuleClassPath;
import playhouse.local.process.Processes;

/**
 * Where everything is: the built modules below {@code root}, the state in the settings' home.
 *
 * @param root folder of the source tree
 * @param settings what is configured
 * @param classPaths where processes find their classes
 */
public record House(Path root, Settings settings, ClassPaths classPaths) {

  /** The house whose modules the build left below {@code root}. */
  public static House at(Path root, Settings settings) {
    ModuleClassPath built = new ModuleClassPath(root);
    Path copies = settings.home().resolve("lib");
    return new House(
        root,
        settings,
        (process, module) -> ModuleClassPath.text(built.pinned(module, copies.resolve(process))));
  }

  public Path home() {
    return settings.home();
  }

  public Processes processes() {
    return new Processes(home());
  }

  /** The java that runs the launcher runs everything but Trino. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
