package playhouse.warehouse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The definition of one number of the house, read from its file.
 *
 * @param id such as K1.3
 * @param zh its Chinese name
 * @param en its English name
 * @param unit of its values
 * @param dimensions what it can be asked by
 * @param version of the definition
 * @param reach days after a changed one whose value may change too; empty for all later ones
 * @param measures its numbers
 * @param text the select, with its holes
 */
public record Kpi(
    String id,
    String zh,
    String en,
    String unit,
    List<String> dimensions,
    int version,
    OptionalInt reach,
    List<Measure> measures,
    String text) {

  private static final Pattern TABLE = Pattern.compile("\\bcore\\.[a-z_]+");
  private static final Pattern METADATA = Pattern.compile("-- ([a-z]+): (.*)");

  /** Quarter hours of a day. */
  private static final int QUARTERS = 96;

  /** No zone is further ahead of UTC, in quarter hours. */
  private static final int AHEAD = 14 * 4;

  /** No zone is further behind UTC, in quarter hours. */
  private static final int BEHIND = 12 * 4;

  /** All definitions, in the order of {@code kpi/files.txt}. */
  public static List<Kpi> all() {
    return SqlResource.index("kpi/files.txt").stream()
        .map(name -> parse(SqlResource.lines("kpi/" + name)))
        .toList();
  }

  /** The tables that the select reads, such as {@code core.plays}. */
  public NavigableSet<String> tables() {
    Matcher matcher = TABLE.matcher(text);
    NavigableSet<String> tables = new TreeSet<>();
    while (matcher.find()) {
      tables.add(matcher.group());
    }
    return tables;
  }

  /** The select for local days, both included. */
  public String select(LocalDate from, LocalDate to) {
    long first = from.toEpochDay();
    long last = to.toEpochDay();
    return text.replace("${from_day_no}", Long.toString(first))
        .replace("${to_day_no}", Long.toString(last))
        .replace("${from_quarter_no}", Long.toString(first * QUARTERS - AHEAD))
        .replace("${until_quarter_no}", Long.toString((last + 1) * QUARTERS + BEHIND));
  }

  static Kpi parse(List<String> lines) {
    Map<String, List<String>> keys =
        lines.stream()
            .map(METADATA::matcher)
            .filter(Matcher::matches)
            .collect(
                Collectors.groupingBy(
                    m -> m.group(1),
                    Collectors.mapping(m -> m.group(2).strip(), Collectors.toList())));
    List<String> select = new ArrayList<>(lines);
    select.removeIf(line -> line.startsWith("--"));
    return new Kpi(
        one(keys, "id"),
        one(keys, "zh"),
        one(keys, "en"),
        one(keys, "unit"),
        words(one(keys, "dimensions")),
        Integer.parseInt(one(keys, "version")),
        reach(one(keys, "reach")),
        keys.getOrDefault("measure", List.of()).stream().map(Measure::parse).toList(),
        String.join("\n", select).strip());
  }

  private static OptionalInt reach(String text) {
    return text.equals("all") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  private static List<String> words(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(", *"));
  }

  private static String one(Map<String, List<String>> keys, String key) {
    List<String> values = keys.getOrDefault(key, List.of());
    if (values.size() != 1) {
      throw new IllegalArgumentException("a KPI says its " + key + " once, not " + values);
    }
    return values.get(0);
  }
}
