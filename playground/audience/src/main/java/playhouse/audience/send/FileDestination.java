package playhouse.audience.send;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import playhouse.audience.render.AvroForm;
import playhouse.audience.render.CloudEventJson;
import playhouse.audience.render.Dressed;

/**
 * Writes events into files, one for each piece of work; a file is there whole or not at all, and
 * one that is there already is left as it is, so that a broken run can be taken up again.
 */
public final class FileDestination implements Destination {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final Format format;

  /** What the files hold. */
  public enum Format {
    /** Each event: its length (four bytes, big-endian), then Avro in single-object encoding. */
    AVRO(".avro-frames"),
    /** Each event: a CloudEvent in JSON on its line; gzip. */
    NDJSON(".ndjson.gz");

    private final String suffix;

    Format(String suffix) {
      this.suffix = suffix;
    }
  }

  /** Files of a format in a folder. */
  public FileDestination(Path folder, Format format) {
    this.folder = folder;
    this.format = format;
  }

  @Override
  public Lane open(String name) {
    Path file = folder.resolve(name + format.suffix);
    if (Files.exists(file)) {
      return new Lane() {
        @Override
        public void send(Dressed event) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
      };
    }
    return new FileLane(file, format);
  }

  @Override
  public void close() {}

  private static final class FileLane implements Lane {
    private final Path file;
    private final Path part;
    private final Format format;
    private final OutputStream out;
    private final CloudEventJson json = new CloudEventJson();
    private final AvroForm avro = new AvroForm();
    private final ByteBuffer length = ByteBuffer.allocate(4);

    FileLane(Path file, Format format) {
      this.file = file;
      this.part = file.resolveSibling(file.getFileName() + ".part");
      this.format = format;
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES);
        // Lines reach the deflater by the thousand: each call to it is one out of Java.
        this.out =
            format == Format.NDJSON
                ? new BufferedOutputStream(new FastGzip(bytes), BUFFER_BYTES)
                : bytes;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + part, e);
      }
    }

    @Override
    public void send(Dressed event) {
      try {
        if (format == Format.NDJSON) {
          out.write(json.line(event, event.envelope().getSent()));
          out.write('\n');
        } else {
          byte[] bytes = avro.encode(event);
          out.write(length.putInt(0, bytes.length).array());
          out.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + part, e);
      }
    }

    @Override
    public void finish() {
      try {
        out.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot finish " + file, e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + part, e);
      }
    }
  }

  /** Gzip at its fastest: the files are read once. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
