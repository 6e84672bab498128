package playhouse.warehouse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A definition as it is written: lines {@code -- key: value}, remarks, and a select.
 *
 * @param keys the values of each key
 * @param select the rest
 */
record KpiFile(Map<String, List<String>> keys, String select) {
  /** K1.3 before K1.4 before K10.1. */
  static final Comparator<Kpi> BY_ID =
      Comparator.comparingInt((Kpi kpi) -> number(kpi.id(), 0))
          .thenComparingInt(kpi -> number(kpi.id(), 1));

  private static final Pattern METADATA = Pattern.compile("-- ([a-z]+): (.*)");
  private static final String NOBODY_ELSE = "no tests, staff or bots";

  /**
   * Reads one.
   *
   * @param known definitions that it may be made of
   */
  static Kpi read(List<String> lines, Map<String, Kpi> known) {
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
    return new KpiFile(keys, String.join("\n", select).strip()).kpi(known);
  }

  private Kpi kpi(Map<String, Kpi> known) {
    List<Measure> measures =
        keys.getOrDefault("measure", List.of()).stream().map(Measure::parse).toList();
    return new Kpi(
        one("id"),
        label(),
        words(one("grain")).stream().map(Grain::of).toList(),
        words(one("dimensions")),
        live(measures),
        Integer.parseInt(one("version")),
        Reach.parse(one("reach")),
        measures,
        Kpi.partsOf(select).stream().map(id -> part(known, id)).toList(),
        select);
  }

  private Label label() {
    String filter =
        Stream.concat(Stream.of(NOBODY_ELSE), keys.getOrDefault("filter", List.of()).stream())
            .collect(Collectors.joining("; "));
    return new Label(
        one("zh"),
        one("en"),
        one("unit"),
        one("owner"),
        one("direction"),
        filter,
        String.join("; ", keys.getOrDefault("alert", List.of())));
  }

  /** {@code live: all}, or the names of some measures; none if it is not said. */
  private List<String> live(List<Measure> measures) {
    List<String> names =
        keys.getOrDefault("live", List.of()).stream()
            .flatMap(line -> words(line).stream())
            .toList();
    return names.equals(List.of("all")) ? measures.stream().map(Measure::name).toList() : names;
  }

  private static Kpi part(Map<String, Kpi> known, String id) {
    Kpi part = known.get(id);
    if (part == null) {
      throw new IllegalArgumentException(id + " is to stand before what is made of it");
    }
    return part;
  }

  private static List<String> words(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(", *"));
  }

  private String one(String key) {
    List<String> values = keys.getOrDefault(key, List.of());
    if (values.size() != 1) {
      throw new IllegalArgumentException("a KPI says its " + key + " once, not " + values);
    }
    return values.get(0);
  }

  private static int number(String id, int place) {
    return Integer.parseInt(id.substring(1).split("\\.", 2)[place]);
  }
}
