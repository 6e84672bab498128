package playhouse.collector.imports;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a dataset is called if nobody says: its directory, or for a lone file the file itself. */
final class Names {

  private Names() {}

  static String of(Path path, Format format) {
    Path whole = path.toAbsolutePath().normalize();
    boolean folderNames = format == Format.MOVIELENS || format == Format.LASTFM;
    Path parent = whole.getParent();
    if (folderNames && Files.isRegularFile(whole) && parent != null) {
      return String.valueOf(parent.getFileName());
    }
    String name = String.valueOf(whole.getFileName());
    return folderNames ? name : name.replaceFirst("(\\.[A-Za-z]+)?(\\.gz)?$", "");
  }
}
