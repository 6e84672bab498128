package playhouse.local.process;

/**
 * What is still to be done when the launcher is told to end.
 *
 * @param hook does it
 */
public record Ending(Thread hook) {

  /** From now on it is to be done. */
  public static Ending with(String name, Runnable work) {
    Ending ending = new Ending(new Thread(work, name));
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /** It has been done, or need not be done any more. */
  public void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      return;
    }
  }
}
