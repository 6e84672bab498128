package playhouse.collector.imports;

import java.util.ArrayList;
import java.util.List;

/** What has been read of a file so far, counted line by line. */
final class Tally {

  private static final int FIRST_REFUSED = 10;

  private final Bookmark from;
  private final List<Bookmark.RefusedLine> first;
  private long offset;
  private long line;
  private long records;
  private long events;
  private long refused;
  private long refusedBytes;

  Tally(Bookmark from) {
    this.from = from;
    this.first = new ArrayList<>(from.first());
    this.offset = from.offset();
    this.line = from.line();
    this.records = from.records();
    this.events = from.events();
    this.refused = from.refused();
    this.refusedBytes = from.refusedBytes();
  }

  long offset() {
    return offset;
  }

  long line() {
    return line;
  }

  long events() {
    return events;
  }

  long refusedBytes() {
    return refusedBytes;
  }

  /** A line without meaning: a header or a blank one. */
  void passed(Line read) {
    offset = read.end();
    line = read.last();
  }

  /** A line that became facts. */
  void taken(Line read, int facts) {
    passed(read);
    records++;
    events += facts;
  }

  /** A line that was refused, and how many bytes tell so in the report file. */
  void refused(Line read, Refusal refusal, long bytes) {
    passed(read);
    records++;
    refused++;
    refusedBytes += bytes;
    if (first.size() < FIRST_REFUSED) {
      first.add(new Bookmark.RefusedLine(read.number(), refusal.reason().code(), refusal.detail()));
    }
  }

  /** The state as a bookmark. */
  Bookmark bookmark(String example, boolean done) {
    return new Bookmark(
        from.file(),
        from.since(),
        offset,
        line,
        records,
        events,
        refused,
        List.copyOf(first),
        refusedBytes,
        from.example().isBlank() ? example : from.example(),
        done);
  }
}
