package playhouse.batch.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.OutputFile;

/**
 * A lake's files on a machine that may die: after so many changes nothing can be changed any more,
 * cleaning up included, until it is revived.
 */
public final class FaultyFiles extends HadoopFileIO {
  private static final long serialVersionUID = 1;
  private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

  /** Made by the catalog, by name. */
  public FaultyFiles() {}

  static void dieAfter(int changes) {
    LEFT.set(changes);
  }

  /** True if it had died. */
  static boolean revive() {
    return LEFT.getAndSet(Integer.MAX_VALUE) <= 0;
  }

  @Override
  public OutputFile newOutputFile(String path) {
    change();
    return super.newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    change();
    super.deleteFile(path);
  }

  @Override
  public void deleteFiles(Iterable<String> paths) {
    for (String path : paths) {
      deleteFile(path);
    }
  }

  private static void change() {
    if (LEFT.updateAndGet(left -> left == Integer.MAX_VALUE ? left : Math.max(0, left - 1)) == 0) {
      throw new UncheckedIOException(new IOException("the machine is dead"));
    }
  }
}
