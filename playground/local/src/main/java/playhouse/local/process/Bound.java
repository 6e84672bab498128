package playhouse.local.process;

import java.io.IOException;

/** Starts processes that end with the launcher, however that ends short of a kill. */
public final class Bound {
  private Bound() {}

  /** Starts it; when this process is told to end, so is that one. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Ending ending = Ending.with("end-with-the-launcher", process::destroy);
    var unused = process.onExit().thenRun(ending::forget);
    return process;
  }
}
