package playhouse.collector.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of data files, each perhaps gzipped, any perhaps missing; or one file alone. */
record Folder(List<Path> files) {

  static Folder of(Path path) {
    if (Files.isRegularFile(path)) {
      return new Folder(List.of(path));
    }
    if (!Files.isDirectory(path)) {
      throw new UnfitSource("there is no " + path + ": give a directory or a file that exists");
    }
    try (Stream<Path> files = Files.list(path)) {
      return new Folder(files.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new UnfitSource(path + " cannot be read: " + e.getMessage());
    }
  }

  /** The file of that name, plain before gzipped. */
  Optional<SourceFile> file(String name) {
    return ending("/" + name);
  }

  /** The first file whose path ends so, plain before gzipped. */
  Optional<SourceFile> ending(String ending) {
    return Stream.of(ending, ending + ".gz")
        .flatMap(end -> files.stream().filter(file -> slashed(file).endsWith(end)))
        .findFirst()
        .map(SourceFile::new);
  }

  private static String slashed(Path file) {
    return "/" + file.toString().replace('\\', '/');
  }
}
