package playhouse.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner can read, whole whenever it is there. */
public record SecretFile(Path path) {

  /** Puts the content there, in place of what was. */
  public void write(byte[] content) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path draft =
          Files.createTempFile(
              path.toAbsolutePath().getParent(),
              path.getFileName().toString(),
              ".draft",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(draft, content);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalFailure("cannot write " + path + ": " + e.getMessage(), e);
    }
  }
}
