package playhouse.streaming.lake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files beside the checkpoints that are no longer in use, until no retained checkpoint needs them.
 */
public final class Retired {

  private static final Logger LOG = LoggerFactory.getLogger(Retired.class);

  private final int retainedCheckpoints;
  private final List<Entry> files = new ArrayList<>();
  private final Deque<Long> completed = new ArrayDeque<>();

  private record Entry(Path path, long lastCheckpoint) {}

  /** With as many checkpoints retained as Flink is told to retain. */
  public Retired(int retainedCheckpoints) {
    this.retainedCheckpoints = retainedCheckpoints;
  }

  /** The file is named by checkpoints up to the given one, and by none after it. */
  public void add(Path path, long lastCheckpoint) {
    files.add(new Entry(path, lastCheckpoint));
  }

  /**
   * Takes over what a writer that was stopped or killed left in the folder: the files that the
   * restored checkpoint does not name.
   */
  public void sweep(Path folder, Set<String> named, long restoredCheckpoint) throws IOException {
    FileStatus[] files = folder.getFileSystem().listStatus(folder);
    for (FileStatus file : files == null ? new FileStatus[0] : files) {
      if (!named.contains(file.getPath().getName())) {
        add(file.getPath(), restoredCheckpoint);
      }
    }
  }

  /** Deletes what only checkpoints name that are now subsumed. */
  public void completed(long checkpoint) {
    completed.addLast(checkpoint);
    if (completed.size() > retainedCheckpoints) {
      completed.removeFirst();
    }
    if (completed.size() == retainedCheckpoints) {
      long oldest = completed.getFirst();
      files.removeIf(entry -> entry.lastCheckpoint() < oldest && delete(entry.path()));
    }
  }

  private static boolean delete(Path path) {
    try {
      path.getFileSystem().delete(path, false);
    } catch (IOException e) {
      // It only takes up space; a later start sweeps the folder.
      LOG.warn("could not delete {}", path, e);
    }
    return true;
  }
}
