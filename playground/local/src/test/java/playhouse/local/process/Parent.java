package playhouse.local.process;

import java.io.IOException;

/** A process that starts the command it is given, bound to itself, says its pid and waits. */
public final class Parent {
  private Parent() {}

  public static void main(String[] args) throws IOException {
    Process child = Bound.start(new ProcessBuilder(args));
    System.out.println("child " + child.pid());
    child.onExit().join();
  }
}
