package playhouse.batch.factory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import playhouse.batch.registry.Registered;
import playhouse.models.factory.Code;
import playhouse.models.factory.PersonModel;

/**
 * Models of people in folders: {@code model.bin} and {@code card.md}, in one piece or not there.
 */
final class Artifacts {
  private static final String MODEL = "model.bin";

  private Artifacts() {}

  /** Stores a version; one that is there stays as it is. */
  static void store(Path folder, byte[] model, String card) {
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
      throw new UncheckedIOException("cannot store the model in " + folder, e);
    }
  }

  /**
   * Reads a version, checked against the registry.
   *
   * @throws IllegalStateException if it is gone or not what was registered
   */
  static PersonModel load(Registered model) {
    return PersonModel.decode(bytes(model));
  }

  static byte[] bytes(Registered model) {
    Path file = Path.of(URI.create(model.location())).resolve(MODEL);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the model " + model.name() + " " + model.version() + " cannot be read from " + file, e);
    }
    if (!Code.sha256(bytes).equals(model.sha256())) {
      throw new IllegalStateException(file + " is not the model that ops.models tells of");
    }
    return bytes;
  }
}
