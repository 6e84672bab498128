package playhouse.batch.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import playhouse.batch.LakeHouse;
import playhouse.warehouse.Kpi;

class KpiRowsTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final int QUARTERS = 96;
  private static final StructType ANSWER =
      new StructType()
          .add("zone", DataTypes.StringType)
          .add("grain", DataTypes.StringType)
          .add("period_no", DataTypes.IntegerType)
          .add("slice", DataTypes.StringType)
          .add("completion", DataTypes.createDecimalType(38, 12))
          .add("plays", DataTypes.LongType);

  private final Kpi completion =
      Kpi.all().stream().filter(kpi -> kpi.id().equals("K1.3")).findFirst().orElseThrow();

  /** Two parts of one slice, another slice, one without a name, and a day not asked for. */
  private final Dataset<Row> answer =
      LakeHouse.empty()
          .spark()
          .createDataFrame(
              List.of(
                  part(MONDAY, "", "1.5", 2),
                  part(MONDAY, "", "0.75", 1),
                  part(MONDAY, "title=film", "0.25", 1),
                  part(MONDAY, null, "9", 9),
                  part(MONDAY.plusDays(1), "", "1", 1)),
              ANSWER);

  @Test
  void parts_of_a_slice_are_added_up_before_they_are_divided() {
    assertThat(told(100))
        .containsExactlyInAnyOrder(
            "2026-11-16 '' 2.250000/3.000000 0.75",
            "2026-11-16 'title=film' 0.250000/1.000000 0.25");
  }

  @Test
  void an_answer_of_many_rows_is_added_up_in_spark_and_comes_to_the_same() {
    assertThat(told(0)).containsExactlyInAnyOrderElementsOf(told(100));
  }

  private List<String> told(int mostAtHand) {
    Due due = Due.on(completion, List.of(ZoneOffset.UTC), new TreeSet<>(List.of(MONDAY))).get(0);
    return KpiRows.of(due, answer, mostAtHand).collectAsList().stream()
        .map(
            row ->
                "%s '%s' %s/%s %s"
                    .formatted(
                        row.getAs("day"),
                        row.getAs("by"),
                        row.getAs("numerator"),
                        row.getAs("denominator"),
                        row.getAs("value")))
        .toList();
  }

  private static Row part(LocalDate day, @Nullable String slice, String completion, long plays) {
    return RowFactory.create(
        "Z", "day", (int) day.toEpochDay() * QUARTERS, slice, new BigDecimal(completion), plays);
  }
}
