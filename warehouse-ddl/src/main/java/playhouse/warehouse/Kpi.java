package playhouse.warehouse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
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

  /** The tables that the select reads, such as {@code core.plays}. */
  public NavigableSet<String> tables() {
    Matcher matcher = TABLE.matcher(filled());
    NavigableSet<String> tables = new TreeSet<>();
    while (matcher.find()) {
      tables.add(matcher.group());
    }
    return tables;
  }

  /**
   * The select for the periods of some grains that begin on local days, both included.
   *
   * @param last start of the quarter hour of the last fact there is
   */
  public String select(Collection<Grain> asked, LocalDate from, LocalDate to, Instant last) {
    LocalDate until = asked.stream().map(g -> g.last(to)).max(LocalDate::compareTo).orElse(to);
    long first = from.toEpochDay();
    return filled()
        .replace(
            "${grains}",
            asked.stream()
                .sorted()
                .map(g -> "'" + g.word() + "'")
                .collect(Collectors.joining(", ")))
        .replace("${from_day_no}", Long.toString(first))
        .replace("${to_day_no}", Long.toString(until.toEpochDay()))
        .replace("${last_day_no}", Long.toString(last.getEpochSecond() / DAY_SECONDS))
        .replace("${last_quarter_no}", Long.toString(last.getEpochSecond() / QUARTER_SECONDS))
        .replace("${from_quarter_no}", Long.toString(first * QUARTERS - AHEAD))
        .replace(
            "${until_quarter_no}", Long.toString((until.toEpochDay() + 1) * QUARTERS + BEHIND));
  }

  /** The definition and all that it is made of. */
  public List<Kpi> whole() {
    List<Kpi> whole = new ArrayList<>(List.of(this));
    parts.forEach(part -> whole.addAll(part.whole()));
    return whole;
  }

  /** The select with those of its parts in their places. */
  private String filled() {
    return PART.matcher(text)
        .replaceAll(
            found -> {
              String select = part(found.group(1)).filled();
              Optional<String> grain = Optional.ofNullable(found.group(2));
              return Matcher.quoteReplacement(
                  grain.map(g -> select.replace("${grains}", "'" + g + "'")).orElse(select));
            });
  }

  private Kpi part(String wanted) {
    return parts.stream().filter(part -> part.id().equals(wanted)).findFirst().orElseThrow();
  }

  /** Which definitions a text names as its parts. */
  static List<String> partsOf(String text) {
    return PART.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }
}
