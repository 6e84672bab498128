package playhouse.models.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens text files in UTF-8, plain or packed with gzip, with or without a byte order mark. */
public final class Texts {
  private static final int MARK = '\uFEFF';

  private Texts() {}

  /** Opens a file; its first two bytes tell whether it is packed. */
  public static BufferedReader open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadFile("there is no file " + file);
    }
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(unpacked(bytes), StandardCharsets.UTF_8));
      reader.mark(1);
      if (reader.read() != MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      throw new BadFile("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return packed ? new GZIPInputStream(bytes) : bytes;
  }
}
