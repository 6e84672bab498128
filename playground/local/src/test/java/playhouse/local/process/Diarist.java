package playhouse.local.process;

import java.util.concurrent.locks.LockSupport;

/** A process that says that it is up and, when it is told to end, writes that down. */
public final class Diarist {
  private Diarist() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("written down")));
    System.out.println("up");
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
