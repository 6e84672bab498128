package playhouse.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one JVM is started.
 *
 * @param name its name in the stack, and its log's
 * @param java the java executable
 * @param flags flags of the JVM
 * @param classPath colon-separated
 * @param mainClass the class whose main it runs
 * @param arguments what that main takes
 * @param environment variables on top of the launcher's own
 * @param port where it will listen; 0 when it does not
 */
public record ProcessPlan(
    String name,
    Path java,
    List<String> flags,
    String classPath,
    String mainClass,
    List<String> arguments,
    Map<String, String> environment,
    int port) {

  /** The same with another environment beside what it inherits. */
  public ProcessPlan with(Map<String, String> other) {
    return new ProcessPlan(name, java, flags, classPath, mainClass, arguments, other, port);
  }
}
