package playhouse.streaming.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** A lake's files on a local or mounted disk, without Hadoop; for locations {@code file:…}. */
public final class LocalFiles implements FileIO {
  private static final long serialVersionUID = 1;

  /** Made by the catalog, by name. */
  public LocalFiles() {}

  @Override
  public InputFile newInputFile(String location) {
    return new Named(location, org.apache.iceberg.Files.localInput(path(location).toFile()));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new MakingFolders(location, path(location));
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(path(location));
    } catch (IOException e) {
      throw new UncheckedIOException(location, e);
    }
  }

  private static Path path(String location) {
    String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
    return Path.of(path.replaceFirst("^//+", "/"));
  }

  /** An input file that keeps the location it was asked for, so that paths compare equal. */
  private record Named(String location, InputFile file) implements InputFile {
    @Override
    public long getLength() {
      return file.getLength();
    }

    @Override
    public org.apache.iceberg.io.SeekableInputStream newStream() {
      return file.newStream();
    }

    @Override
    public boolean exists() {
      return file.exists();
    }
  }

  /** An output file that makes its folder first: two writers may be the first to need it. */
  private record MakingFolders(String location, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      makeFolder();
      return org.apache.iceberg.Files.localOutput(path.toFile()).create();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      makeFolder();
      return org.apache.iceberg.Files.localOutput(path.toFile()).createOrOverwrite();
    }

    @Override
    public InputFile toInputFile() {
      return new Named(location, org.apache.iceberg.Files.localInput(path.toFile()));
    }

    private void makeFolder() {
      try {
        Files.createDirectories(path.toAbsolutePath().getParent());
      } catch (IOException e) {
        throw new UncheckedIOException(location, e);
      }
    }
  }
}
