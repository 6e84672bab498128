package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LakeTableTest {
  @Test
  void tables_are_told_as_the_steps_leave_them() {
    LakeTable plays = LakeTable.of("core.plays").orElseThrow();
    assertThat(plays.partitioning()).isEqualTo("day");
    assertThat(plays.comment()).isNotEmpty();
    assertThat(plays.columns())
        .contains(
            new LakeTable.Column("title", "STRING", "Title played."),
            new LakeTable.Column("minute_no", "INT", column(plays, "minute_no").comment()));
    assertThat(LakeTable.of("core.calendar")).as("was dropped").isEmpty();
  }

  @Test
  void every_statement_that_makes_a_table_is_understood() {
    long made =
        DdlFile.all().stream()
            .flatMap(step -> step.statements().stream())
            .filter(statement -> statement.startsWith("CREATE TABLE"))
            .count();
    assertThat(LakeTable.all()).hasSize((int) made - 1);
  }

  @Test
  void every_table_and_column_says_what_it_is() {
    assertThat(LakeTable.all()).allSatisfy(table -> assertThat(table.comment()).isNotBlank());
    assertThat(LakeTable.all())
        .flatExtracting(LakeTable::columns)
        .allSatisfy(column -> assertThat(column.comment()).isNotBlank());
  }

  @Test
  void definitions_read_only_tables_there_are() {
    NavigableSet<String> read =
        Kpi.all().stream()
            .flatMap(kpi -> kpi.tables().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(LakeTable.all()).extracting(LakeTable::name).containsAll(read);
  }

  private static LakeTable.Column column(LakeTable table, String name) {
    return table.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
