package playhouse.warehouse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The definition of one number of the house, read from its file.
 *
 * @param id such as K1.3
 * @param label what people are told of it
 * @param grains periods that it is told for
 * @param dimensions what it can be asked by
 * @param live names of the measures that are told live too
 * @param version of the definition
 * @param reach days whose values change with the facts of one
 * @param measures its numbers
 * @param parts other definitions that its select is made of
 * @param text the select, with its holes
 */
public record Kpi(
    String id,
    Label label,
    List<Grain> grains,
    List<String> dimensions,
    List<String> live,
    int version,
    Reach reach,
    List<Measure> measures,
    List<Kpi> parts,
    String text) {

  private static final Pattern TABLE = Pattern.compile("\\bcore\\.[a-z_]+");
  private static final Pattern PART = Pattern.compile("\\$\\{(K\\d+\\.\\d+)(?: ([a-z]+))?}");

  /** {@code c.quarter_no >= ${from_quarter_no} - 2592}. */
  private static final Pattern FURTHER =
      Pattern.compile("\\.quarter_no (?:>=|<) \\$\\{(?:from|until)_quarter_no} [-+] (\\d+)");

  private static final long QUARTER_SECONDS = 900;
  private static final long DAY_SECONDS = 86_400;

  /** Quarter hours of a day. */
  private static final int QUARTERS = 96;

  /** No zone is further ahead of UTC, in quarter hours. */
  private static final int AHEAD = 14 * 4;

  /** No zone is further behind UTC, in quarter hours. */
  private static final int BEHIND = 12 * 4;

  /** All definitions, in the order of {@code kpi/files.txt}; one that is a part comes before. */
  public static List<Kpi> all() {
    Map<String, Kpi> known = new LinkedHashMap<>();
    for (String name : SqlResource.index("kpi/files.txt")) {
      Kpi kpi = KpiFile.read(SqlResource.lines("kpi/" + name), known);
      known.put(kpi.id(), kpi);
    }
    return new ArrayList<>(known.values()).stream().sorted(KpiFile.BY_ID).toList();
  }

  /** How the select of a part comes to stand in that of the whole. */
  public interface Parts {
    String select(Kpi part, List<Grain> grains);
  }

  /** The tables that it and its parts read, such as {@code core.plays}. */
  public NavigableSet<String> tables() {
    NavigableSet<String> tables = new TreeSet<>();
    for (Kpi one : whole()) {
      TABLE.matcher(one.text).results().forEach(found -> tables.add(found.group()));
    }
    return tables;
  }

  /** How many days before or after those of its periods its select looks at quarter hours. */
  public int daysAround() {
    int quarters =
        whole().stream()
            .flatMap(one -> FURTHER.matcher(one.text).results())
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .max()
            .orElse(0);
    // One more, for zones that are ahead or behind.
    return 1 + (quarters + QUARTERS - 1) / QUARTERS;
  }

  /** A select that reads other relations in place of tables such as {@code core.plays}. */
  public static String reading(String select, UnaryOperator<String> relations) {
    return TABLE
        .matcher(select)
        .replaceAll(found -> Matcher.quoteReplacement(relations.apply(found.group())));
  }

  /**
   * The select for the periods of some grains that begin on local days, both included.
   *
   * @param last start of the quarter hour of the last fact there is
   */
  public String select(Collection<Grain> asked, LocalDate from, LocalDate to, Instant last) {
    return select(asked, from, until(asked, to), last, within(from, until(asked, to), last));
  }

  /** The last day of the periods that begin on a day. */
  public static LocalDate until(Collection<Grain> grains, LocalDate first) {
    return grains.stream().map(grain -> grain.last(first)).max(LocalDate::compareTo).orElse(first);
  }

  /**
   * The same, with its parts told apart.
   *
   * @param until last day of the periods
   */
  public String select(
      Collection<Grain> asked, LocalDate from, LocalDate until, Instant last, Parts in) {
    long first = from.toEpochDay();
    return PART.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(part(found, asked, in)))
        .replace("${grains}", words(asked))
        .replace("${from_day_no}", Long.toString(first))
        .replace("${to_day_no}", Long.toString(until.toEpochDay()))
        .replace("${last_day_no}", Long.toString(last.getEpochSecond() / DAY_SECONDS))
        .replace("${last_quarter_no}", Long.toString(last.getEpochSecond() / QUARTER_SECONDS))
        .replace("${from_quarter_no}", Long.toString(first * QUARTERS - AHEAD))
        .replace(
            "${until_quarter_no}", Long.toString((until.toEpochDay() + 1) * QUARTERS + BEHIND));
  }

  private static Parts within(LocalDate from, LocalDate until, Instant last) {
    return (part, grains) -> part.select(grains, from, until, last, within(from, until, last));
  }

  private String part(MatchResult found, Collection<Grain> asked, Parts in) {
    Kpi part =
        parts.stream().filter(one -> one.id().equals(found.group(1))).findFirst().orElseThrow();
    List<Grain> grains =
        found.group(2) == null ? List.copyOf(asked) : List.of(Grain.of(found.group(2)));
    return in.select(part, grains);
  }

  private static String words(Collection<Grain> grains) {
    return grains.stream()
        .sorted()
        .map(grain -> "'" + grain.word() + "'")
        .collect(Collectors.joining(", "));
  }

  /** The definition and all that it is made of. */
  public List<Kpi> whole() {
    List<Kpi> whole = new ArrayList<>(List.of(this));
    parts.forEach(part -> whole.addAll(part.whole()));
    return whole;
  }

  /** Which definitions a text names as its parts. */
  static List<String> partsOf(String text) {
    return PART.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }
}
