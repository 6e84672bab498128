package playhouse.collector.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Lines of a file, or records of several lines, in order. */
interface Lines extends Closeable {

  /** The next one; empty at the end of the file. */
  Optional<Line> next() throws IOException;
}
