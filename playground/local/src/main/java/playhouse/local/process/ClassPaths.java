package playhouse.local.process;

/** Where a process finds its classes. */
@FunctionalInterface
public interface ClassPaths {
  /**
   * The class path, colon-separated, for {@code process}, whose main is in {@code module} (a folder
   * of the house).
   */
  String of(String process, String module);
}
