package playhouse.collector.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import playhouse.collector.event.Rfc3339;
import playhouse.contracts.Fact;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.TitleUpserted;

/**
 * Records of a catalogue in CSV with a header. The columns bear the names of the fields of {@code
 * title.upserted}: {@code id} and {@code name} are needed, {@code kind} is film if left out, {@code
 * genres} has {@code |} between genres, {@code credits} is {@code role:name|role:name}, {@code
 * series} is another record's id. {@code updated} (RFC 3339) says since when it is so.
 *
 * @param since when records without {@code updated} came to be so: the file's date
 */
record CatalogueLines(Dataset dataset, TextFormat text, Columns columns, Instant since)
    implements LineFormat {

  /** Every column there may be. */
  static final List<String> KNOWN =
      List.of(
          "id",
          "name",
          "kind",
          "genres",
          "credits",
          "released_year",
          "runtime_millis",
          "language",
          "synopsis",
          "series",
          "season",
          "episode",
          "minimum_age",
          "exclusive",
          "updated");

  private static final Set<String> KINDS =
      Set.of("film", "series", "episode", "track", "podcast", "artist");

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    List<String> fields = text.split(line);
    columns.check(fields);
    String id = columns.get(fields, "id");
    Instant occurred = columns.find(fields, "updated").map(CatalogueLines::moment).orElse(since);
    String mark = Dataset.mark((occurred + "\n" + text.text(line)).getBytes(text.charset()));
    facts.accept(Fact.of(dataset.title(id, mark, occurred, body(id, fields))));
  }

  private TitleUpserted body(String id, List<String> fields) {
    return TitleUpserted.newBuilder()
        .setTitle(dataset.title(id))
        .setKind(kind(columns.find(fields, "kind").orElse("film")))
        .setName(columns.get(fields, "name"))
        .setGenres(parts(fields, "genres"))
        .setCredits(parts(fields, "credits").stream().map(CatalogueLines::credit).toList())
        .setReleasedYear(integer(fields, "released_year").orElse(null))
        .setRuntimeMillis(whole(fields, "runtime_millis").orElse(null))
        .setLanguage(columns.find(fields, "language").orElse(null))
        .setSynopsis(columns.find(fields, "synopsis").orElse(null))
        .setSeries(columns.find(fields, "series").map(dataset::title).orElse(null))
        .setSeason(integer(fields, "season").orElse(null))
        .setEpisode(integer(fields, "episode").orElse(null))
        .setMinimumAge(integer(fields, "minimum_age").orElse(null))
        .setExclusive(columns.find(fields, "exclusive").map(CatalogueLines::yes).orElse(false))
        .build();
  }

  private static String kind(String text) {
    String kind = text.toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      throw Refusal.malformed(
          "kind: \"" + text + "\" is none of " + KINDS.stream().sorted().toList());
    }
    return kind;
  }

  private List<String> parts(List<String> fields, String name) {
    List<String> parts = new ArrayList<>();
    columns
        .find(fields, name)
        .ifPresent(text -> Arrays.stream(text.split("\\|")).map(String::strip).forEach(parts::add));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static Credit credit(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw Refusal.malformed("credits: \"" + text + "\" is not role:name");
    }
    return new Credit(text.substring(colon + 1).strip(), text.substring(0, colon).strip());
  }

  private Optional<Long> whole(List<String> fields, String name) {
    return columns.find(fields, name).map(text -> parse(name, text));
  }

  private static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.malformed(name + ": \"" + text + "\" is not a whole number");
    }
  }

  private Optional<Integer> integer(List<String> fields, String name) {
    return whole(fields, name)
        .map(
            value -> {
              if (value < 0 || value > Integer.MAX_VALUE) {
                throw Refusal.malformed(name + ": " + value + " is out of range");
              }
              return value.intValue();
            });
  }

  private static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> throw Refusal.malformed("exclusive: \"" + text + "\" is not true or false");
    };
  }

  private static Instant moment(String text) {
    return Rfc3339.parse(text)
        .orElseThrow(() -> Refusal.malformed("updated: \"" + text + "\" is not an RFC 3339 time"));
  }
}
