package playhouse.local.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to a pager that is started with its first byte, so that a statement that
 * fails or is given up meets none.
 */
final class Paged extends OutputStream {
  private final Map<String, String> environment;
  private final PrintStream otherwise;
  private @Nullable PrintStream to;
  private Optional<Pager> pager = Optional.empty();

  /** Where there is no pager, {@code otherwise} shows it. */
  Paged(Map<String, String> environment, PrintStream otherwise) {
    this.environment = environment;
    this.otherwise = otherwise;
  }

  /** Writes here; in error once the reader has left. */
  PrintStream text() {
    return new PrintStream(this, false, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    PrintStream shown = shown();
    shown.write(bytes, from, length);
    if (shown.checkError()) {
      throw new IOException("the reader has left");
    }
  }

  /** Waits until the reader has left. */
  @Override
  public void close() {
    pager.ifPresent(Pager::close);
    otherwise.flush();
  }

  private PrintStream shown() {
    PrintStream shown = to;
    if (shown == null) {
      pager = Pager.start(environment);
      shown = pager.map(Pager::out).orElse(otherwise);
      to = shown;
    }
    return shown;
  }
}
