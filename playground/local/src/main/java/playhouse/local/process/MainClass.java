package playhouse.local.process;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** The main of a process, called by one that came before it. */
final class MainClass {
  private MainClass() {}

  /** Calls the main of the class that stands at {@code at} with the arguments behind it. */
  static void call(String[] args, int at) throws ReflectiveOperationException {
    try {
      Class.forName(args[at])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, at + 1, args.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      // Threads that its main had started would keep half a process alive.
      System.exit(1);
    }
  }
}
