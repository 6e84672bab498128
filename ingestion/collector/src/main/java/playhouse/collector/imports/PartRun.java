package playhouse.collector.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.collector.log.Batch;
import playhouse.collector.log.FactLog;
import playhouse.contracts.Fact;
import playhouse.contracts.FactType;
import playhouse.contracts.Rejected;
import playhouse.contracts.Validation;
import playhouse.contracts.Violation;

/**
 * One file on its way into Kafka. Lines go in stretches; a stretch is in the bookmark once Kafka
 * has it, while the next one is already under way.
 */
final class PartRun {

  private static final int STRETCH_LINES = 20_000;

  /** A sequence line may hold thousands of facts. */
  private static final int STRETCH_FACTS = 40_000;

  private final Part part;
  private final Dataset dataset;
  private final LineFormat format;
  private final FactLog log;
  private final Clock clock;
  private final Duration patience;
  private final Shelf shelf;
  private final String key;
  private final Progress progress;

  private final Tally tally;
  private Batch batch;
  private Optional<Stretch> before = Optional.empty();

  /** Records under way and what is true once they have arrived. */
  private record Stretch(Batch batch, Bookmark after) {}

  PartRun(
      Part part,
      Dataset dataset,
      LineFormat format,
      FactLog log,
      Clock clock,
      Duration patience,
      Shelf shelf,
      String key,
      Bookmark from,
      Progress progress) {
    this.part = part;
    this.dataset = dataset;
    this.format = format;
    this.log = log;
    this.clock = clock;
    this.patience = patience;
    this.shelf = shelf;
    this.key = key;
    this.tally = new Tally(from);
    this.batch = log.batch();
    this.progress = progress;
  }

  /** Reads from the bookmark to the end; the bookmark after it. */
  Bookmark run() throws IOException {
    try (FileChannel refused = shelf.refused(key, tally.refusedBytes());
        Lines lines = open()) {
      long linesLeft = STRETCH_LINES;
      long eventsEnd = tally.events() + STRETCH_FACTS;
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        take(line.get(), refused);
        if (--linesLeft <= 0 || tally.events() > eventsEnd) {
          turnOver();
          linesLeft = STRETCH_LINES;
          eventsEnd = tally.events() + STRETCH_FACTS;
        }
      }
      turnOver();
      settle();
      Bookmark end = tally.bookmark(dataset.example(), true);
      shelf.put(key, end);
      shelf.dropEmpty(key);
      return end;
    }
  }

  private Lines open() throws IOException {
    LineReader reader = part.file().open(progress::bytes);
    reader.skipTo(tally.offset(), tally.line());
    return part.multiline() ? new CsvRecords(reader) : reader;
  }

  private void take(Line line, FileChannel refused) throws IOException {
    progress.line();
    if (line.number() <= part.headerLines() || line.blank()) {
      tally.passed(line);
      return;
    }
    try {
      List<Fact> facts = facts(line);
      facts.forEach(batch::add);
      tally.taken(line, facts.size());
      progress.events(facts.size());
    } catch (Refusal refusal) {
      tally.refused(line, refusal, tell(line, refusal, refused));
    }
  }

  private List<Fact> facts(Line line) {
    if (!line.whole()) {
      throw new Refusal(
          Rejected.Reason.TOO_LARGE, "longer than " + LineReader.LONGEST_BYTES + " bytes");
    }
    List<Fact> facts = new ArrayList<>(1);
    format.read(line, facts::add);
    for (Fact fact : facts) {
      List<Violation> violations = Validation.check(fact);
      if (!violations.isEmpty()) {
        throw new Refusal(violations.get(0).reason(), violations.get(0).detail());
      }
    }
    return facts;
  }

  /** Keeps a refused line in the rejects topic and in the report file; its length there. */
  private long tell(Line line, Refusal refusal, FileChannel refused) throws IOException {
    batch.add(
        new Rejected(
            refusal.reason(),
            "%s line %d: %s".formatted(part.file().name(), line.number(), refusal.detail()),
            Rejected.Stage.IMPORTER,
            FactType.of(part.carries()).map(FactType::family),
            Optional.of(dataset.source()),
            part.contentType(),
            ByteBuffer.wrap(line.bytes())),
        clock.instant());
    String told =
        JsonNodeFactory.instance
            .objectNode()
            .put("line", line.number())
            .put("reason", refusal.reason().code())
            .put("detail", refusal.detail())
            .put("original", new String(line.bytes(), StandardCharsets.ISO_8859_1))
            .toString();
    ByteBuffer bytes = ByteBuffer.wrap((told + "\n").getBytes(StandardCharsets.UTF_8));
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      refused.write(bytes);
    }
    return length;
  }

  /** Ends a stretch and begins the next, once the one before has arrived. */
  private void turnOver() throws IOException {
    settle();
    before = Optional.of(new Stretch(batch, tally.bookmark(dataset.example(), false)));
    batch = log.batch();
  }

  private void settle() throws IOException {
    if (before.isPresent()) {
      before.get().batch().await(patience);
      shelf.put(key, before.get().after());
      before = Optional.empty();
    }
  }
}
