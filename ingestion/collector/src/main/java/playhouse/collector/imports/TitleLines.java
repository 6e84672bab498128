package playhouse.collector.imports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.contracts.Fact;
import playhouse.contracts.facts.TitleUpserted;

/**
 * Lines that describe a title: columns {@code item}, {@code name} and, where there are any, {@code
 * genres} and {@code year}; a year in brackets behind the name is taken from there.
 *
 * <p>Files tell no time for titles. The stated rule: {@link Dataset#UNTOLD}, and one second later
 * for a title that is enriched, so that the richer one wins.
 *
 * @param kind what all of them are, such as film
 * @param genreSeparator what stands between genres, as a regular expression
 * @param extras more about titles, by item
 */
record TitleLines(
    Dataset dataset,
    TextFormat text,
    Columns columns,
    String kind,
    String genreSeparator,
    Map<String, Extra> extras)
    implements LineFormat {

  private static final Pattern NAME_AND_YEAR =
      Pattern.compile("(.*?)\\s*\\((\\d{4})(?:\\s*[-–]\\s*(?:\\d{4})?)?\\)\\s*");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final String NO_GENRES = "(no genres listed)";

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    List<String> fields = text.split(line);
    columns.check(fields);
    String item = columns.get(fields, "item");
    Optional<Extra> extra = Optional.ofNullable(extras.get(item));
    Instant occurred = extra.isPresent() ? Dataset.UNTOLD.plusSeconds(1) : Dataset.UNTOLD;
    String content = text.text(line) + extra.map(more -> "\n" + more.line()).orElse("");
    String mark = Dataset.mark(content.getBytes(StandardCharsets.UTF_8));
    facts.accept(Fact.of(dataset.title(item, mark, occurred, body(item, fields, extra))));
  }

  private TitleUpserted body(String item, List<String> fields, Optional<Extra> extra) {
    String given = columns.get(fields, "name");
    Matcher both = NAME_AND_YEAR.matcher(given);
    boolean split = both.matches() && !both.group(1).isBlank();
    Optional<Integer> year =
        columns
            .find(fields, "year")
            .filter(text -> YEAR.matcher(text).matches())
            .or(() -> split ? Optional.of(both.group(2)) : Optional.empty())
            .map(Integer::valueOf);
    TitleUpserted.Builder title =
        TitleUpserted.newBuilder()
            .setTitle(dataset.title(item))
            .setKind(kind)
            .setName(split ? both.group(1) : given)
            .setGenres(columns.find(fields, "genres").map(this::genres).orElse(List.of()))
            .setReleasedYear(year.orElse(null))
            .setExclusive(false);
    extra.ifPresent(
        more -> title.setSynopsis(more.synopsis().orElse(null)).setCredits(more.credits()));
    return title.build();
  }

  private List<String> genres(String text) {
    return text.equals(NO_GENRES)
        ? List.of()
        : Arrays.stream(text.split(genreSeparator)).filter(genre -> !genre.isBlank()).toList();
  }
}
