package playhouse.serving.analytics.lake;

import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** A lake's files on a local or mounted disk, to be read only; for locations {@code file:…}. */
public final class LocalFiles implements FileIO {
  private static final long serialVersionUID = 1;

  /** Made by the catalog, by name. */
  public LocalFiles() {}

  @Override
  public InputFile newInputFile(String location) {
    return org.apache.iceberg.Files.localInput(path(location).toFile());
  }

  @Override
  public OutputFile newOutputFile(String location) {
    throw new UnsupportedOperationException("serving writes nothing into the lake");
  }

  @Override
  public void deleteFile(String location) {
    throw new UnsupportedOperationException("serving deletes nothing from the lake");
  }

  private static Path path(String location) {
    String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
    return Path.of(path.replaceFirst("^//+", "/"));
  }
}
