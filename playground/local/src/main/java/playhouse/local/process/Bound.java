package playhouse.local.process;

import java.io.IOException;

/** Starts processes that end with the launcher, however that ends short of a kill. */
public final class Bound {
  private Bound() {}

  /** Starts it; when this process is told to end, so is that one. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Thread hook = new Thread(process::destroy, "end-with-the-launcher");
    Runtime.getRuntime().addShutdownHook(hook);
    var unused = process.onExit().thenRun(() -> forget(hook));
    return process;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      return;
    }
  }
}
