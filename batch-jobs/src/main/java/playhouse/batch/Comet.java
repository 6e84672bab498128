package playhouse.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Apache DataFusion Comet, which runs what it knows of Spark's plans in native code, and leaves the
 * rest to Spark. Not for little nights, where loading it costs more than it saves.
 */
public final class Comet {
  /** Whether plans made from now on may run natively; the plugin has to be there from the start. */
  static final String ENABLED = "spark.comet.enabled";

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Comet() {}

  /** What a session is to be opened with. */
  static Map<String, String> config() {
    return Map.of(
        "spark.plugins",
        "org.apache.spark.CometPlugin",
        "spark.shuffle.manager",
        "org.apache.spark.sql.comet.execution.shuffle.CometShuffleManager",
        "spark.memory.offHeap.enabled",
        "true",
        "spark.memory.offHeap.size",
        "1536m",
        "spark.comet.exec.localTableScan.enabled",
        "true");
  }

  /** True if plans of a session run natively as far as they can. */
  public static boolean enabled(SparkSession spark) {
    return spark.conf().get("spark.plugins", "").contains("Comet")
        && spark.conf().get(ENABLED, "true").equals("true");
  }

  /** True if its library is made for this machine: Linux on ARM, or on Intel's of 2013 or later. */
  static boolean runsHere() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return linux
        && switch (System.getProperty("os.arch", "")) {
          case "aarch64" -> true;
          case "amd64", "x86_64" -> knowsAvx2();
          default -> false;
        };
  }

  private static boolean knowsAvx2() {
    try {
      return Files.readString(PROCESSORS).contains(" avx2 ");
    } catch (IOException e) {
      return false;
    }
  }
}
