package playhouse.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The main that a process starts through which is to end with its parent, also when that is killed
 * and tells nobody.
 */
public final class Tied {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** As if it had been told to end: 128 and the number of SIGTERM. */
  private static final int TOLD_TO_END = 143;

  private Tied() {}

  /** Arguments: the parent's pid, a {@link Bound}, the main class, and what that main takes. */
  public static void main(String[] args) throws ReflectiveOperationException {
    long parent = Long.parseLong(args[0]);
    Bound bound = Bound.valueOf(args[1]);
    Thread watch = new Thread(() -> endWithout(parent, bound), "end-with-the-parent");
    watch.setDaemon(true);
    watch.start();
    MainClass.call(args, 2);
  }

  /** A process whose parent is gone gets another one. */
  private static void endWithout(long parent, Bound bound) {
    while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == parent) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    if (bound == Bound.PROMPTLY) {
      kill();
    }
    System.exit(TOLD_TO_END);
  }

  /** By others' hands: a JVM that ends by itself first writes its archive of classes. */
  private static void kill() {
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-KILL", pid).start().onExit().join();
    } catch (IOException e) {
      System.err.println("cannot be killed, and ends by itself: " + e.getMessage());
    }
  }
}
