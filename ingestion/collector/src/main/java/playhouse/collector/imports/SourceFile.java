package playhouse.collector.imports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import playhouse.collector.event.Utf8;

/** A file to import, plain or gzip by its content. */
record SourceFile(Path path) {

  private static final int BUFFER = 1 << 16;

  /**
   * What one reading of the whole file tells.
   *
   * @param sha256 hash of the decompressed content, hexadecimal
   * @param latin1 whether the lines that are not ASCII are mostly not UTF-8 either
   */
  record Survey(String sha256, boolean latin1) {

    /** The file's encoding, if one that is not UTF-8 is allowed. */
    Charset charset(boolean mayBeLatin1) {
      return latin1 && mayBeLatin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  long sizeBytes() throws IOException {
    return Files.size(path);
  }

  /** Reads the decompressed content; the consumer hears of bytes taken from the disk. */
  LineReader open(LongConsumer taken) throws IOException {
    InputStream raw =
        new BufferedInputStream(new Counted(Files.newInputStream(path), taken), BUFFER);
    return new LineReader(zipped(raw) ? new GZIPInputStream(raw, BUFFER) : raw);
  }

  private static boolean zipped(InputStream raw) throws IOException {
    raw.mark(2);
    boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return zipped;
  }

  /** The first line, as text. */
  Optional<String> firstLine() throws IOException {
    try (LineReader lines = open(n -> {})) {
      return lines.next().map(line -> line.text(StandardCharsets.UTF_8));
    }
  }

  Survey survey() throws IOException {
    MessageDigest digest = sha256();
    long valid = 0;
    long invalid = 0;
    try (LineReader lines = open(n -> {})) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        byte[] bytes = line.get().bytes();
        digest.update(bytes);
        digest.update((byte) '\n');
        if (!ascii(bytes)) {
          boolean utf8 = Utf8.valid(bytes, 0, bytes.length);
          valid += utf8 ? 1 : 0;
          invalid += utf8 ? 0 : 1;
        }
      }
    }
    return new Survey(HexFormat.of().formatHex(digest.digest()), invalid > valid);
  }

  private static boolean ascii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A stream that tells how much was read from it. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer taken;

    Counted(InputStream in, LongConsumer taken) {
      super(in);
      this.taken = taken;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      taken.accept(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      taken.accept(Math.max(0, n));
      return n;
    }
  }
}
