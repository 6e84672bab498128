package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final String TABLE = "core.activity";

  private Lake lake;

  @BeforeEach
  void open() {
    lake = LakeHouse.empty();
  }

  @Test
  void a_table_starts_without_a_snapshot_and_a_missing_one_has_none() {
    assertThat(lake.snapshot(TABLE)).isEmpty();
    assertThat(lake.snapshot("raw.playback")).isEmpty();
  }

  @Test
  void steps_are_applied_once() {
    OptionalLong before = lake.snapshot("ops.migrations");
    Lake again = Lake.over(lake.spark(), lake.settings(), LakeHouse.NOW);
    assertThat(before).isPresent();
    assertThat(again.snapshot("ops.migrations")).isEqualTo(before);
  }

  @Test
  void only_days_that_differ_are_written() {
    NavigableSet<LocalDate> first = write(row(MONDAY, "a", 1), row(TUESDAY, "b", 2));
    OptionalLong snapshot = lake.snapshot(TABLE);
    NavigableSet<LocalDate> same = write(row(TUESDAY, "b", 2), row(MONDAY, "a", 1));

    assertThat(first).containsExactly(MONDAY, TUESDAY);
    assertThat(same).isEmpty();
    assertThat(lake.snapshot(TABLE)).isEqualTo(snapshot);
    assertThat(write(row(MONDAY, "a", 1), row(TUESDAY, "b", 2), row(TUESDAY, "b", 2)))
        .containsExactly(TUESDAY);
  }

  @Test
  void a_day_that_lost_its_rows_ends_empty() {
    write(row(MONDAY, "a", 1), row(TUESDAY, "b", 2));
    assertThat(write(row(TUESDAY, "b", 2))).containsExactly(MONDAY);
    assertThat(lake.table(TABLE).select("person").collectAsList())
        .containsExactly(RowFactory.create("b"));
  }

  @Test
  void days_that_are_not_owned_stay() {
    write(row(MONDAY, "a", 1), row(TUESDAY, "b", 2));
    lake.overwriteDays(rows(row(TUESDAY, "c", 3)), TABLE, Set.of(TUESDAY));
    assertThat(lake.table(TABLE).orderBy("day").select("person").collectAsList())
        .containsExactly(RowFactory.create("a"), RowFactory.create("c"));
  }

  /** With a file open for each day this wants gigabytes. */
  @Test
  void years_of_history_are_written_in_the_memory_of_a_night() {
    int days = 1100;
    String columns =
        IntStream.range(0, 40).mapToObj(n -> "c" + n + " STRING").collect(Collectors.joining(", "));
    lake.spark()
        .sql(
            "CREATE TABLE core.wide (day DATE, "
                + columns
                + ") USING iceberg PARTITIONED BY (day)");
    List<String> values =
        new ArrayList<>(List.of("date_add(DATE'2022-01-01', CAST(id % 1100 AS INT)) AS day"));
    IntStream.range(0, 40)
        .forEach(n -> values.add("CAST(id * " + (n + 7) + " AS STRING) AS c" + n));
    Dataset<Row> rows =
        lake.spark().range(0, 4L * days, 1, 2).selectExpr(values.toArray(String[]::new));
    LocalDate first = LocalDate.parse("2022-01-01");
    Set<LocalDate> owned = first.datesUntil(first.plusDays(days)).collect(Collectors.toSet());

    assertThat(lake.overwriteDays(rows, "core.wide", owned).days()).hasSize(days);
    assertThat(lake.table("core.wide").count()).isEqualTo(4L * days);
  }

  private NavigableSet<LocalDate> write(Row... rows) {
    return lake.overwriteDays(rows(rows), TABLE, Set.of(MONDAY, TUESDAY)).days();
  }

  private Dataset<Row> rows(Row... rows) {
    return lake.spark().createDataFrame(List.of(rows), lake.table(TABLE).schema());
  }

  private static Row row(LocalDate day, String person, int quarterNo) {
    return RowFactory.create(day, person, quarterNo);
  }
}
