package playhouse.batch.factory;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import playhouse.models.features.Fact;
import playhouse.models.features.Kind;
import playhouse.models.features.Life;

/** Facts gathered to lives. */
final class Lives {
  private Lives() {}

  /** What to tell of a person's whole life. */
  interface Telling extends Serializable {
    Iterator<Row> of(String person, Life life);
  }

  /** One life at a time, each on the machine where its facts came together. */
  static Dataset<Row> each(Dataset<Row> facts, StructType schema, Telling telling) {
    return facts
        .groupBy("person")
        .as(Encoders.STRING(), Encoders.row(facts.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>)
                (person, rows) -> telling.of(person, life(rows)),
            Encoders.row(schema));
  }

  /** Some people's lives. */
  static Map<String, Life> of(List<Row> facts) {
    Map<String, List<Fact>> byPerson = new HashMap<>();
    facts.forEach(
        row ->
            byPerson
                .computeIfAbsent(row.getAs("person"), person -> new ArrayList<>())
                .add(fact(row)));
    Map<String, Life> lives = new HashMap<>();
    byPerson.forEach((person, known) -> lives.put(person, Life.of(known)));
    return lives;
  }

  private static Life life(Iterator<Row> rows) {
    List<Fact> facts = new ArrayList<>();
    rows.forEachRemaining(row -> facts.add(fact(row)));
    return Life.of(facts);
  }

  static Fact fact(Row row) {
    Double share = row.getAs("share");
    return new Fact(
        Kind.valueOf(row.getAs("kind")),
        row.<Long>getAs("at_micros"),
        row.getAs("id"),
        row.getAs("word"),
        row.<Long>getAs("amount"),
        share == null ? Double.NaN : share);
  }
}
