package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import playhouse.warehouse.QualityCheck.Kind;

class QualityCheckTest {
  private static final Map<String, LakeTable> TABLES =
      LakeTable.all().stream().collect(Collectors.toMap(LakeTable::name, Function.identity()));

  /** Made by a rule, not of facts. */
  private static final Set<String> CALENDAR =
      Set.of("core.days", "core.utc_days", "core.periods", "core.trailing_days");

  @Test
  void every_core_table_is_asked_for_values_and_for_its_key() {
    List<String> core =
        TABLES.keySet().stream()
            .filter(name -> name.startsWith("core.") && !CALENDAR.contains(name))
            .toList();

    assertThat(tables(Kind.NOT_NULL)).containsAll(core);
    // Money that moves twice a day has no key of its own.
    assertThat(core)
        .filteredOn(name -> !name.equals("core.mrr_changes"))
        .allMatch(tables(Kind.UNIQUE)::contains);
  }

  @Test
  void a_check_names_columns_that_are_there() {
    for (QualityCheck check : QualityCheck.all()) {
      if (TABLES.containsKey(check.table())) {
        switch (check.kind()) {
          case NOT_NULL, UNIQUE -> assertThat(columns(check.table())).containsAll(check.columns());
          case RANGE, REFERENCE ->
              assertThat(columns(check.table())).contains(check.columns().get(0));
          case FRESHNESS -> assertThat(columns(check.table())).contains(check.expression());
          default -> assertThat(check.words()).isNotBlank();
        }
        if (check.kind() == Kind.REFERENCE) {
          assertThat(columns(check.referredTable())).contains(check.referredColumn());
        }
      }
    }
  }

  @Test
  void every_rule_of_a_table_has_a_name_of_its_own() {
    assertThat(QualityCheck.all())
        .extracting(check -> check.table() + " " + check.rule())
        .doesNotHaveDuplicates();
  }

  @Test
  void a_range_may_be_open_and_may_end_at_another_column() {
    assertThat(failure("core.plays | range | distinct_millis 0 runtime_millis"))
        .isEqualTo("distinct_millis < 0 OR distinct_millis > runtime_millis");
    assertThat(failure("core.plays | range | runtime_millis 1 -")).isEqualTo("runtime_millis < 1");
    assertThat(failure("core.plays | range | place - 9")).isEqualTo("place > 9");
  }

  @Test
  void a_condition_has_a_name_that_stays_when_it_changes() {
    QualityCheck check =
        QualityCheck.of("core.plays | holds | ends late: ended >= started")
            .findFirst()
            .orElseThrow();

    assertThat(check.rule()).isEqualTo("holds ends late");
    assertThat(check.failure()).hasValue("NOT (ended >= started)");
  }

  @Test
  void a_line_of_no_known_kind_is_refused() {
    assertThatThrownBy(() -> QualityCheck.of("core.plays | pretty | title").toList())
        .hasMessageContaining("pretty");
  }

  private static String failure(String line) {
    return QualityCheck.of(line).findFirst().orElseThrow().failure().orElseThrow();
  }

  private static Set<String> tables(Kind kind) {
    return QualityCheck.all().stream()
        .filter(check -> check.kind() == kind)
        .map(QualityCheck::table)
        .collect(Collectors.toSet());
  }

  private static List<String> columns(String table) {
    LakeTable found = TABLES.get(table);
    return found == null
        ? List.of()
        : found.columns().stream().map(LakeTable.Column::name).toList();
  }
}
