package playhouse.collector.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder of bookmarks and of refused lines: two files for each file that was imported. */
final class Shelf {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path folder;

  Shelf(Path folder) {
    this.folder = folder;
  }

  /** The bookmark of a key; empty if there is none or it cannot be read. */
  Optional<Bookmark> find(String key) throws IOException {
    Path file = bookmark(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(mapper.readValue(file.toFile(), Bookmark.class));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      // From another version: reading the file again does no harm.
      return Optional.empty();
    }
  }

  /** Replaces the bookmark in one step. */
  void put(String key, Bookmark bookmark) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(key + ".json.new");
    mapper.writeValue(fresh.toFile(), bookmark);
    Files.move(
        fresh, bookmark(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where a key's refused lines are told. */
  Path refusedFile(String key) {
    return folder.resolve(key + ".refused.jsonl");
  }

  /** Opens it for more, after cutting it to what the bookmark knows of. */
  FileChannel refused(String key, long length) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(refusedFile(key), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(length);
    channel.position(channel.size());
    return channel;
  }

  /** Takes away a report that tells of nothing. */
  void dropEmpty(String key) throws IOException {
    Path file = refusedFile(key);
    if (Files.exists(file) && Files.size(file) == 0) {
      Files.delete(file);
    }
  }

  private Path bookmark(String key) {
    return folder.resolve(key + ".json");
  }
}
