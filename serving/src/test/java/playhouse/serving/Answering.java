package playhouse.serving;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU that the threads of web servers in this process have taken: what is asked costs that, and
 * neither its caller nor the compiler nor the collector, who work in the same process.
 *
 * @param nanos of each thread, by its id
 * @param threads what matches their names
 */
record Answering(Map<Long, Long> nanos, String threads) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Answering now() {
    return now("(qtp|JettyServerThreadPool).*");
  }

  /** The same of other threads, too: of all with such names. */
  static Answering now(String threads) {
    long[] all = THREADS.getAllThreadIds();
    ThreadInfo[] infos = THREADS.getThreadInfo(all);
    Map<Long, Long> each = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      if (infos[i] != null && infos[i].getThreadName().matches(threads)) {
        each.put(all[i], THREADS.getThreadCpuTime(all[i]));
      }
    }
    return new Answering(each, threads);
  }

  /** Nanoseconds that were taken since; a thread that ended does not count against the others. */
  long since() {
    return now(threads).nanos().entrySet().stream()
        .mapToLong(each -> Math.max(0, each.getValue() - nanos.getOrDefault(each.getKey(), 0L)))
        .sum();
  }
}
