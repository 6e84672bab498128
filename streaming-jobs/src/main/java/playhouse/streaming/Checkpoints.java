package playhouse.streaming;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The checkpoints that earlier runs of a job have left behind. */
final class Checkpoints {

  private static final String PREFIX = "chk-";
  private static final int KEPT = 2;

  private final Path folder;

  /** Of the job whose checkpoints lie in the folder, a URI. */
  Checkpoints(String folder) {
    this.folder = new Path(folder);
  }

  /** A completed checkpoint. */
  private record Complete(Path path, long modified, long number) {}

  /** Where the newest completed checkpoint is; empty if there is none. */
  Optional<String> newest() throws IOException {
    return complete().stream().findFirst().map(checkpoint -> checkpoint.path().toString());
  }

  /** Deletes what runs that were killed left behind: all but the newest two. */
  void prune() throws IOException {
    FileSystem files = folder.getFileSystem();
    List<Path> kept = complete().stream().limit(KEPT).map(Complete::path).toList();
    for (Path path : all()) {
      if (!kept.contains(path)) {
        files.delete(path, true);
      }
    }
  }

  /** Deletes the checkpoints of the same job with another layout: nothing can start from them. */
  void forgetOthers(String job) throws IOException {
    FileSystem files = folder.getFileSystem();
    for (FileStatus other : list(folder.getParent())) {
      String name = other.getPath().getName();
      if (name.startsWith(job + "-") && !name.equals(folder.getName())) {
        files.delete(other.getPath(), true);
      }
    }
  }

  private List<Complete> complete() throws IOException {
    FileSystem files = folder.getFileSystem();
    List<Complete> complete = new ArrayList<>();
    for (Path path : all()) {
      Path metadata = new Path(path, "_metadata");
      if (files.exists(metadata)) {
        long number = Long.parseLong(path.getName().substring(PREFIX.length()));
        complete.add(
            new Complete(path, files.getFileStatus(metadata).getModificationTime(), number));
      }
    }
    complete.sort(
        Comparator.comparingLong(Complete::modified)
            .thenComparingLong(Complete::number)
            .reversed());
    return complete;
  }

  /** Every checkpoint of every run, completed or not. */
  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (FileStatus run : list(folder)) {
      for (FileStatus status : list(run.getPath())) {
        if (status.getPath().getName().startsWith(PREFIX)) {
          all.add(status.getPath());
        }
      }
    }
    return all;
  }

  private static FileStatus[] list(Path path) throws IOException {
    try {
      FileStatus[] found = path.getFileSystem().listStatus(path);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
