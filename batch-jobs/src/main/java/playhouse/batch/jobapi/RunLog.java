package playhouse.batch.jobapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The log of one attempt, within bounds: the piece that is being written, and the one before. */
record RunLog(Path file) {

  /**
   * Some of its lines.
   *
   * @param from index of the first
   * @param total how many lines there are
   */
  record Page(int from, int total, List<String> lines) {}

  /** A piece that has grown too long is put aside, and begun anew: the writer goes on appending. */
  void cut(long limitBytes) {
    try {
      if (Files.exists(file) && Files.size(file) > limitBytes) {
        Files.copy(file, before(), StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile piece = new RandomAccessFile(file.toFile(), "rw")) {
          piece.setLength(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines from {@code from} on; the last {@code size} if it is negative, as Livy has it. */
  Page page(int from, int size) {
    List<String> all = new ArrayList<>();
    read(before(), all);
    read(file, all);
    int first = Math.min(from < 0 ? Math.max(0, all.size() - size) : from, all.size());
    List<String> lines = all.subList(first, (int) Math.min((long) first + size, all.size()));
    return new Page(first, all.size(), List.copyOf(lines));
  }

  /** Its last line that says something; empty if there is none. */
  String lastWords() {
    List<String> lines = page(-1, 20).lines();
    return lines.stream().filter(line -> !line.isBlank()).reduce("", (one, next) -> next.strip());
  }

  /** What is cut in the middle of a letter is read all the same. */
  private static void read(Path piece, List<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(
                Files.newInputStream(piece),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
      Stream<String> all = reader.lines();
      all.forEach(lines::add);
    } catch (NoSuchFileException notThere) {
      // It has said nothing yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path before() {
    return file.resolveSibling(file.getFileName() + ".1");
  }
}
