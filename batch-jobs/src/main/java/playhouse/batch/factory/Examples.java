package playhouse.batch.factory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.models.factory.Example;
import playhouse.models.factory.Question;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;
import scala.jdk.javaapi.CollectionConverters;

/** What a question's model learns from and is examined on: people at moments. */
final class Examples {
  /** So many fit one machine's learner; of more, a part is taken by what their names hash to. */
  private static final long MOST = 400_000;

  private static final StructType SCHEMA =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("at_micros", DataTypes.LongType)
          .add("numbers", DataTypes.createArrayType(DataTypes.FloatType, false))
          .add("came", DataTypes.BooleanType)
          .add("slices", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));

  private Examples() {}

  /** Everybody of whom the question is asked at each moment. */
  static Dataset<Row> from(Dataset<Row> facts, Question question, List<Instant> moments) {
    List<Long> at = moments.stream().map(Moments::micros).toList();
    return Lives.each(facts, SCHEMA, (person, life) -> rows(question, person, life, at));
  }

  /** The examples in an order that does not depend on how the work was shared. */
  static List<Example> collect(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist();
    try {
      long parts = Math.max(1, kept.count() / MOST + 1);
      return kept.where("pmod(xxhash64(person), " + parts + ") = 0").collectAsList().stream()
          .map(Examples::example)
          .sorted(Comparator.comparingLong(Example::atMicros).thenComparing(Example::person))
          .toList();
    } finally {
      kept.unpersist();
    }
  }

  private static Iterator<Row> rows(
      Question question, String person, Life life, List<Long> moments) {
    return moments.stream()
        .flatMap(at -> Example.of(question, person, life, at).stream())
        .map(Examples::row)
        .iterator();
  }

  private static Row row(Example example) {
    return RowFactory.create(
        example.person(),
        example.atMicros(),
        boxed(example.numbers()),
        example.came(),
        CollectionConverters.asScala(example.slices()));
  }

  /** As Spark takes them. */
  static Object boxed(float[] numbers) {
    List<Float> all = new ArrayList<>();
    for (float number : numbers) {
      all.add(number);
    }
    return CollectionConverters.asScala(all).toSeq();
  }

  static float[] numbers(Row row) {
    List<Float> all = row.getList(row.fieldIndex("numbers"));
    float[] numbers = new float[all.size()];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = all.get(at);
    }
    return numbers;
  }

  private static Example example(Row row) {
    Map<String, String> slices = new HashMap<>(row.getJavaMap(row.fieldIndex("slices")));
    return new Example(
        row.getAs("person"),
        row.<Long>getAs("at_micros"),
        numbers(row),
        row.<Boolean>getAs("came"),
        slices);
  }

  /** The moments to learn from and the one to examine on. */
  static List<Instant> all(Moments moments) {
    return Stream.concat(moments.training().stream(), Stream.of(moments.holdout())).toList();
  }
}
