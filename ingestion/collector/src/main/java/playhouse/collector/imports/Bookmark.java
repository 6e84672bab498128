package playhouse.collector.imports;

import java.time.Instant;
import java.util.List;

/**
 * How far one file has come: everything before it is in Kafka for good.
 *
 * @param file its name, for people who look
 * @param since when this content was first seen, as ISO 8601
 * @param offset offset in the decompressed file
 * @param line lines before that offset
 * @param records lines that were read, without headers and blank ones
 * @param events facts made of them
 * @param refused lines that were refused
 * @param first the first of those
 * @param refusedBytes length of the report file of refused lines
 * @param example a person of the file, to try things with; blank if there is none
 * @param done whether that is all
 */
record Bookmark(
    String file,
    String since,
    long offset,
    long line,
    long records,
    long events,
    long refused,
    List<RefusedLine> first,
    long refusedBytes,
    String example,
    boolean done) {

  /**
   * A line that was refused.
   *
   * @param line its number
   * @param reason stable code
   * @param detail what is wrong
   */
  record RefusedLine(long line, String reason, String detail) {}

  static Bookmark start(String file, Instant since) {
    return new Bookmark(file, since.toString(), 0, 0, 0, 0, 0, List.of(), 0, "", false);
  }
}
