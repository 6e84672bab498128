package playhouse.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that starts another one, bound to itself in the given way, with the given main and its
 * arguments; says its pid and waits.
 */
public final class Parent {
  private Parent() {}

  public static void main(String[] args) throws IOException {
    Bound bound = Bound.valueOf(args[0]);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx32m"));
    command.addAll(bound.main(args[1]));
    command.addAll(List.of(args).subList(2, args.length));
    Process child = bound.start(new ProcessBuilder(command).inheritIO());
    System.out.println("child " + child.pid());
    child.onExit().join();
  }
}
