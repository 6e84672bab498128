package playhouse.local.process;

import java.util.concurrent.locks.LockSupport;

/** A process that says that it is up, and goes on though it is told to end. */
public final class Stubborn {
  private Stubborn() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::goOn));
    System.out.println("up");
    goOn();
  }

  private static void goOn() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
