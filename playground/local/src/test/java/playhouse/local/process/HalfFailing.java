package playhouse.local.process;

import java.util.concurrent.locks.LockSupport;

/** A process whose main fails while another of its threads would go on for ever. */
public final class HalfFailing {
  private HalfFailing() {}

  public static void main(String[] args) {
    new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
              }
            })
        .start();
    throw new IllegalStateException("the port is taken");
  }
}
