package playhouse.testbed.kpi;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;

/**
 * A few dozen rows of every table that KPIs read: made up at random but always the same, with nulls
 * wherever a column may have them, and with the words in them that the definitions ask for.
 */
public final class KpiSample {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
  private static final LocalDate SUNDAY = MONDAY.plusDays(6);
  private static final Instant LAST = Instant.parse("2027-03-20T12:00:00Z");
  private static final SampleCalendar CALENDAR =
      new SampleCalendar(
          MONDAY.minusDays(2),
          SUNDAY.plusDays(2),
          List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai")));

  private static final int ROWS = 60;
  private static final int QUARTERS_PER_DAY = 96;
  private static final int MINUTES_PER_QUARTER = 15;

  /** {@code p.kind = 'captured'}, {@code p.kind IN ('refund', 'chargeback')}. */
  private static final Pattern WORDS =
      Pattern.compile("(\\w)\\.(\\w+) (?:=|<>|IN|NOT IN) \\(?('[^)\\n]*?')(?:\\)|\\s|$)");

  /** {@code FROM core.payments p}. */
  private static final Pattern ALIAS = Pattern.compile("(core\\.\\w+) (\\w)\\b");

  private static final Pattern WORD = Pattern.compile("'([^']*)'");
  private static final Pattern SCALE = Pattern.compile("DECIMAL\\((\\d+), ?(\\d+)\\)");

  /** By table and column. */
  private final Map<String, List<String>> words = new HashMap<>();

  /** The sample for all definitions. */
  public KpiSample() {
    for (Kpi kpi : Kpi.all()) {
      ALIAS
          .matcher(kpi.text())
          .results()
          .forEach(alias -> learn(kpi.text(), alias.group(1), alias.group(2)));
    }
  }

  private void learn(String text, String table, String alias) {
    WORDS
        .matcher(text)
        .results()
        .filter(found -> found.group(1).equals(alias))
        .forEach(found -> learn(table + "." + found.group(2), found.group(3)));
  }

  private void learn(String column, String literals) {
    List<String> known = words.computeIfAbsent(column, c -> new ArrayList<>());
    WORD.matcher(literals)
        .results()
        .map(word -> word.group(1))
        .filter(word -> !known.contains(word))
        .forEach(known::add);
  }

  /** The tables that definitions read. */
  public static List<LakeTable> tables() {
    NavigableSet<String> read =
        Kpi.all().stream()
            .flatMap(kpi -> kpi.tables().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return LakeTable.all().stream().filter(table -> read.contains(table.name())).toList();
  }

  /** The select of a definition, for the week of the sample and the month that begins in it. */
  public static String select(Kpi kpi) {
    return kpi.select(kpi.grains(), MONDAY, SUNDAY, LAST);
  }

  /**
   * The rows of a table, each with a value or null for each column in order: String, Integer, Long,
   * Double, Boolean, BigDecimal, LocalDate, Instant or a List of String. What is made of other
   * types is null.
   */
  public List<List<@Nullable Object>> rows(LakeTable table) {
    List<Map<String, Object>> rows =
        SampleCalendar.makes(table.name()) ? CALENDAR.rows(table.name()) : random(table);
    return rows.stream().map(row -> inOrder(table, row)).toList();
  }

  private static List<@Nullable Object> inOrder(LakeTable table, Map<String, Object> row) {
    List<@Nullable Object> values = new ArrayList<>();
    table.columns().forEach(column -> values.add(row.get(column.name())));
    return values;
  }

  private List<Map<String, Object>> random(LakeTable table) {
    return IntStream.range(0, ROWS).mapToObj(i -> row(table, i)).toList();
  }

  /** Each value hangs on its own place only, so that a new column changes no other. */
  private Map<String, Object> row(LakeTable table, int i) {
    int day = (int) (MONDAY.minusDays(1).toEpochDay() * QUARTERS_PER_DAY);
    int quarterNo = day + at(table.name(), "", i).nextInt(700);
    Map<String, Object> row = new HashMap<>();
    for (LakeTable.Column column : table.columns()) {
      SplittableRandom random = at(table.name(), column.name(), i);
      if (random.nextInt(10) > 0) {
        Object value = value(table.name(), column, quarterNo, random);
        if (value != null) {
          row.put(column.name(), value);
        }
      }
    }
    return row;
  }

  private static SplittableRandom at(String table, String column, int i) {
    return new SplittableRandom((table + "." + column + "#" + i).hashCode() * 0x9E3779B97F4A7C15L);
  }

  private @Nullable Object value(
      String table, LakeTable.Column column, int quarterNo, SplittableRandom random) {
    String name = column.name();
    Matcher decimal = SCALE.matcher(column.type());
    if (decimal.matches()) {
      return BigDecimal.valueOf(random.nextInt(9), Integer.parseInt(decimal.group(2)) / 2);
    }
    return switch (column.type()) {
      case "INT" -> whole(name, quarterNo, random);
      case "BIGINT" -> (long) random.nextInt(name.endsWith("_micros") ? 2_000_000_000 : 100_000);
      case "DOUBLE" -> random.nextInt(80) / 8.0;
      case "BOOLEAN" -> random.nextBoolean();
      case "DATE" -> MONDAY.plusDays(random.nextInt(7));
      case "TIMESTAMP" -> Instant.ofEpochSecond(quarterNo * 900L + random.nextInt(9000));
      case "STRING" -> word(table, name, random);
      case "ARRAY<STRING>" -> random.ints(2, 0, 3).mapToObj(i -> name + i).toList();
      default -> null;
    };
  }

  private static int whole(String name, int quarterNo, SplittableRandom random) {
    if (name.matches("(until|superseded)_quarter_no")) {
      return quarterNo + 1 + random.nextInt(300);
    }
    if (name.endsWith("quarter_no")) {
      return quarterNo;
    }
    if (name.endsWith("minute_no")) {
      return quarterNo * MINUTES_PER_QUARTER + random.nextInt(MINUTES_PER_QUARTER);
    }
    if (name.endsWith("day_no")) {
      return quarterNo / QUARTERS_PER_DAY;
    }
    return 1 + random.nextInt(30);
  }

  private String word(String table, String column, SplittableRandom random) {
    List<String> known = words.getOrDefault(table + "." + column, List.of());
    if (known.isEmpty()) {
      return column + random.nextInt(5);
    }
    return known.get(random.nextInt(known.size()));
  }
}
