package playhouse.collector.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.contracts.Fact;

/**
 * Lines that say which word a user put on a title: columns {@code user}, {@code item}, {@code tag},
 * and {@code seconds} since 1970 or {@code day}, {@code month}, {@code year} (midnight UTC).
 *
 * @param words where the column {@code tag} holds the number of a word: the words
 */
record TagLines(
    Dataset dataset, TextFormat text, Columns columns, Optional<Map<String, String>> words)
    implements LineFormat {

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    List<String> fields = text.split(line);
    columns.check(fields);
    String user = columns.get(fields, "user");
    String item = columns.get(fields, "item");
    String tag = word(columns.get(fields, "tag"));
    Instant occurred = columns.has("year") ? date(fields) : RatingLines.moment(columns, fields);
    facts.accept(Fact.of(dataset.tag(user, item, Dataset.mark(line.bytes()), occurred, tag)));
  }

  private String word(String tag) {
    return words
        .map(
            known ->
                Optional.ofNullable(known.get(tag))
                    .orElseThrow(() -> Refusal.malformed("tag " + tag + " has no word")))
        .orElse(tag);
  }

  private Instant date(List<String> fields) {
    try {
      return LocalDate.of(part(fields, "year"), part(fields, "month"), part(fields, "day"))
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    } catch (DateTimeException e) {
      throw Refusal.malformed(String.valueOf(e.getMessage()));
    }
  }

  private int part(List<String> fields, String name) {
    try {
      return Integer.parseInt(columns.get(fields, name));
    } catch (NumberFormatException e) {
      throw Refusal.malformed(name + ": " + e.getMessage());
    }
  }
}
