package playhouse.streaming.lake.table;

import java.net.URL;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's default settings, out of sight: Iceberg makes a Hadoop configuration for every Parquet
 * file, and each would parse 150 KB of XML that nothing here reads: 60 % of a small file's cost.
 */
final class HadoopDefaults {

  private static final ClassLoader BLIND =
      new ClassLoader(HadoopDefaults.class.getClassLoader()) {
        @Override
        public @Nullable URL getResource(String name) {
          boolean hidden = name.endsWith("-default.xml") || name.endsWith("-site.xml");
          return hidden ? null : super.getResource(name);
        }
      };

  private HadoopDefaults() {}

  /** Makes something while the defaults cannot be found. */
  static <T> T hiddenWhile(Supplier<T> making) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(BLIND);
    try {
      return making.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
