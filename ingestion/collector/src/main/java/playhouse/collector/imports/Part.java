package playhouse.collector.imports;

import java.nio.charset.Charset;
import java.time.Instant;

/**
 * One file of an import and what its lines are.
 *
 * @param file where they stand
 * @param carries type of the facts they become
 * @param headerLines how many lines at the top are none
 * @param multiline whether a quoted field may hold line ends
 * @param mayBeLatin1 whether the file may be in ISO 8859-1 if it is not UTF-8
 * @param variant what else shapes the facts, so that another variant is another import
 * @param maker makes the format once encoding and date are known
 */
record Part(
    SourceFile file,
    String carries,
    int headerLines,
    boolean multiline,
    boolean mayBeLatin1,
    String variant,
    Maker maker) {

  /** Makes a format. */
  @FunctionalInterface
  interface Maker {
    /** The encoding is the file's; {@code since} is when this content was first seen. */
    LineFormat make(Charset charset, Instant since);
  }

  /** Media type under which a refused line is kept. */
  String contentType() {
    return carries.equals("event")
        ? playhouse.collector.event.EventDecoder.CLOUD_EVENT
        : "text/plain";
  }

  static Part of(
      SourceFile file, String carries, int headerLines, boolean mayBeLatin1, Maker maker) {
    return new Part(file, carries, headerLines, false, mayBeLatin1, "", maker);
  }
}
