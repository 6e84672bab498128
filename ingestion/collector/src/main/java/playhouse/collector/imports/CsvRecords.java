package playhouse.collector.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * CSV records whose quoted fields may hold line ends. A quote that is never closed costs its own
 * line only: after {@link #MOST_LINES} lines without an end the first line stands alone.
 */
final class CsvRecords implements Lines {

  private static final int MOST_LINES = 200;

  private final Lines lines;
  private final Deque<Line> pushedBack = new ArrayDeque<>();

  CsvRecords(Lines lines) {
    this.lines = lines;
  }

  @Override
  public Optional<Line> next() throws IOException {
    Optional<Line> first = line();
    if (first.isEmpty() || evenQuotes(first.get())) {
      return first;
    }
    List<Line> more = new ArrayList<>();
    for (int i = 1; i < MOST_LINES; i++) {
      Optional<Line> line = line();
      if (line.isEmpty()) {
        break;
      }
      more.add(line.get());
      if (!evenQuotes(line.get())) {
        return Optional.of(joined(first.get(), more));
      }
    }
    for (int i = more.size() - 1; i >= 0; i--) {
      pushedBack.addFirst(more.get(i));
    }
    return first;
  }

  private Optional<Line> line() throws IOException {
    return pushedBack.isEmpty() ? lines.next() : Optional.of(pushedBack.removeFirst());
  }

  private static boolean evenQuotes(Line line) {
    int quotes = 0;
    for (byte b : line.bytes()) {
      quotes += b == '"' ? 1 : 0;
    }
    return quotes % 2 == 0;
  }

  private static Line joined(Line first, List<Line> more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.bytes());
    for (Line line : more) {
      bytes.write('\n');
      bytes.writeBytes(line.bytes());
    }
    Line last = more.get(more.size() - 1);
    boolean whole = first.whole() && more.stream().allMatch(Line::whole);
    return new Line(first.number(), last.last(), bytes.toByteArray(), last.end(), whole);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
