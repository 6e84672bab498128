package playhouse.local.process;

import java.util.concurrent.locks.LockSupport;

/** A process that prints what it was given and then waits to be ended. */
public final class Sleeper {
  private Sleeper() {}

  public static void main(String[] args) {
    System.out.println("hello " + String.join(" ", args));
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
