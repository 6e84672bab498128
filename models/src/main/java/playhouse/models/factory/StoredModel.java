package playhouse.models.factory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A model in a folder: {@code model.bin} and {@code card.md}, in one piece or not there. */
public final class StoredModel {
  private static final String MODEL = "model.bin";

  private StoredModel() {}

  /** Stores a version; one that is there stays as it is. */
  public static void store(Path folder, byte[] model, String card) {
    if (Files.exists(folder)) {
      return;
    }
    try {
      Path versions = folder.resolve("..").normalize();
      Files.createDirectories(versions);
      Path draft = Files.createTempDirectory(versions, ".draft-");
      Files.write(draft.resolve(MODEL), model);
      Files.write(draft.resolve("card.md"), card.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException("cannot store the model in " + folder, e);
    }
  }

  /**
   * Reads a version's bytes.
   *
   * @param sha256 what their hash has to be
   * @throws IllegalStateException if they are gone or others than were registered
   */
  public static byte[] read(Path folder, String sha256) {
    Path file = folder.resolve(MODEL);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException("the model cannot be read from " + file, e);
    }
    if (!Code.sha256(bytes).equals(sha256)) {
      throw new IllegalStateException(file + " is not the model that ops.models tells of");
    }
    return bytes;
  }
}
