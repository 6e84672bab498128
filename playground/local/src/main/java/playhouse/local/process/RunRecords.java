package playhouse.local.process;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The run records of one home, a JSON file a process. */
public final class RunRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path folder;

  public RunRecords(Path home) {
    this.folder = home.resolve("run");
  }

  /** The record of {@code name}; a file that was cut short counts as none. */
  public Optional<RunRecord> find(String name) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), RunRecord.class));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every record there is. */
  public List<RunRecord> all() {
    List<RunRecord> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          find(file.getFileName().toString().replace(".json", "")).ifPresent(all::add);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** Writes the record in one step, so that a reader never sees half of it. */
  public void save(RunRecord runRecord) {
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve(runRecord.name() + ".json.draft");
      JSON.writeValue(draft.toFile(), runRecord);
      Files.move(draft, file(runRecord.name()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void forget(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }
}
