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
 */
record Answering(Map<Long, Long> nanos) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Answering now() {
    long[] all = THREADS.getAllThreadIds();
    ThreadInfo[] infos = THREADS.getThreadInfo(all);
    Map<Long, Long> each = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      if (infos[i] != null && infos[i].getThreadName().matches("(qtp|JettyServerThreadPool).*")) {
        each.put(all[i], THREADS.getThreadCpuTime(all[i]));
      }
    }
    return new Answering(each);
  }

  /** Nanoseconds that were taken since; a thread that ended does not count against the others. */
  long since() {
    return now().nanos().entrySet().stream()
        .mapToLong(each -> Math.max(0, each.getValue() - nanos.getOrDefault(each.getKey(), 0L)))
        .sum();
  }
}
