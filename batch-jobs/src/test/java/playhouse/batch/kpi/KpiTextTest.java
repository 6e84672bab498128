package playhouse.batch.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import playhouse.batch.LakeHouse;
import playhouse.testbed.kpi.KpiAnswer;
import playhouse.testbed.kpi.KpiSample;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;

/** Every definition says the same in Spark as in Flink and in Trino. */
class KpiTextTest {
  private final SparkSession spark = LakeHouse.empty().spark();

  @Test
  void every_definition_answers_over_the_sample_as_agreed() {
    KpiSample sample = new KpiSample();
    KpiSample.tables().forEach(table -> view(table, sample.rows(table)));
    List<String> summaries = new ArrayList<>();
    for (Kpi kpi : Kpi.all()) {
      KpiAnswer answer = answer(kpi);
      answer.write("spark");
      summaries.add(answer.summary());
    }
    assertThat(summaries)
        .as("answers of no rows would compare nothing")
        .noneMatch(text -> text.contains(" 0 "));
    assertThat(summaries).isEqualTo(KpiAnswer.agreed());
  }

  @Test
  @EnabledIf("playhouse.batch.LakeHouse#canRunNatively")
  void every_definition_answers_the_same_in_native_code() {
    LakeHouse.natively(this::every_definition_answers_over_the_sample_as_agreed);
  }

  private void view(LakeTable table, List<List<@Nullable Object>> rows) {
    StructType schema = spark.table(table.name()).schema();
    List<Row> all = rows.stream().map(row -> RowFactory.create(row.toArray())).toList();
    spark.createDataFrame(all, schema).createOrReplaceTempView(name(table.name()));
  }

  private KpiAnswer answer(Kpi kpi) {
    Dataset<Row> answer = spark.sql(Kpi.reading(KpiSample.select(kpi), KpiTextTest::name));
    List<List<@Nullable Object>> rows =
        answer.collectAsList().stream().map(row -> (List<@Nullable Object>) values(row)).toList();
    return KpiAnswer.of(kpi, Arrays.asList(answer.columns()), rows);
  }

  private static List<@Nullable Object> values(Row row) {
    return new ArrayList<>(IntStream.range(0, row.size()).mapToObj(row::get).toList());
  }

  private static String name(String table) {
    return "sample_" + table.replace('.', '_');
  }
}
