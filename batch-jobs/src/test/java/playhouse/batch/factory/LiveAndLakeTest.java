package playhouse.batch.factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import playhouse.batch.Lake;
import playhouse.batch.LakeHouse;
import playhouse.models.factory.Churn;
import playhouse.models.factory.Example;
import playhouse.models.features.Fact;
import playhouse.models.features.Kind;
import playhouse.models.features.LiveLife;
import playhouse.models.features.Moments;
import playhouse.models.features.PersonFeatures;

/** Spark as of a past moment, and a fold over what had arrived by then, tell the same bits. */
class LiveAndLakeTest {
  private static final Instant BEGAN = Instant.parse("2026-09-01T00:00:00Z");
  private static final int PEOPLE = 40;
  private static final int DAYS = 60;

  @Test
  void a_number_is_the_same_to_the_bit_by_spark_and_by_the_live_fold() {
    Lake lake = LakeHouse.empty();
    Map<String, List<Fact>> lives = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (int number = 0; number < PEOPLE; number++) {
      String person = "p" + number;
      List<Fact> facts = facts(new Random(number), person);
      lives.put(person, facts);
      facts.forEach(fact -> rows.add(json(person, fact)));
    }
    Collections.shuffle(rows, new Random(1));
    Dataset<Row> facts =
        lake.spark()
            .read()
            .schema(
                "person STRING, kind STRING, at_micros BIGINT, id STRING, word STRING,"
                    + " amount BIGINT, share DOUBLE")
            .json(lake.spark().createDataset(rows, Encoders.STRING()));
    Instant moment = BEGAN.plusSeconds(45 * 86_400);
    List<Example> examples = Examples.collect(Examples.from(facts, new Churn(), List.of(moment)));
    assertThat(examples).hasSize(PEOPLE);
    for (Example example : examples) {
      LiveLife live = new LiveLife(PersonFeatures.all());
      List<Fact> arrived = new ArrayList<>(lives.getOrDefault(example.person(), List.of()));
      arrived.removeIf(fact -> fact.atMicros() > Moments.micros(moment));
      Collections.reverse(arrived.subList(arrived.size() - 2, arrived.size()));
      arrived.forEach(live::take);
      for (int at = 0; at < PersonFeatures.all().size(); at++) {
        assertThat(
                Float.floatToRawIntBits(
                    live.at(PersonFeatures.all().get(at), Moments.micros(moment))))
            .as(PersonFeatures.all().get(at).name() + " of " + example.person())
            .isEqualTo(Float.floatToRawIntBits(example.number(at)));
      }
    }
  }

  private static List<Fact> facts(Random random, String person) {
    List<Fact> facts = new ArrayList<>();
    long day = 86_400_000_000L;
    long began = Moments.micros(BEGAN);
    facts.add(Fact.of(Kind.REGISTERED, began, person, "DE", 0));
    facts.add(Fact.of(Kind.STRETCH_BEGAN, began + random.nextInt(1000), person, "paid", 7_777_777));
    for (long at = began + 2000;
        at < began + DAYS * day;
        at += (long) (random.nextDouble() * day)) {
      double share = random.nextInt(7) == 0 ? Double.NaN : random.nextDouble();
      facts.add(
          new Fact(
              Kind.PLAYED,
              at,
              person + at,
              random.nextBoolean() ? "tv" : "",
              random.nextInt(1 << 23),
              share));
      if (random.nextInt(6) == 0) {
        facts.add(Fact.of(Kind.INTERACTED, at + 3, person + at, "like.added", 0));
      }
    }
    return facts;
  }

  private static String json(String person, Fact fact) {
    String share = Double.isNaN(fact.share()) ? "null" : Double.toString(fact.share());
    return "{\"person\":\"%s\",\"kind\":\"%s\",\"at_micros\":%d,\"id\":\"%s\",\"word\":\"%s\",\"amount\":%d,\"share\":%s}"
        .formatted(
            person, fact.kind(), fact.atMicros(), fact.id(), fact.word(), fact.amount(), share);
  }
}
