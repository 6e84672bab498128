package playhouse.batch.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import playhouse.batch.LakeHouse;

/** Who stayed, and beside whom they are held, against numbers worked out by hand. */
class StayingTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final StructType VIEWS =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("title", DataTypes.StringType)
          .add("week", DataTypes.IntegerType);
  private static final StructType TERMS =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("state", DataTypes.StringType)
          .add("since", DataTypes.TimestampType)
          .add("until", DataTypes.TimestampType);

  private final SparkSession spark = LakeHouse.empty().spark();
  private final Staying staying = new Staying(new Moment(DAY));
  private final List<Row> views = new ArrayList<>();
  private final List<Row> terms = new ArrayList<>();

  @Test
  void holds_watchers_beside_people_of_the_same_week_tenure_and_habit() {
    // Week 5 ended on 2026-10-16: ann and bob watched the film, cid another; dan pays no more.
    for (String person : List.of("ann", "bob", "cid", "dan")) {
      views.add(RowFactory.create(person, person.equals("cid") ? "song" : "film", 5));
    }
    paid("ann", "2026-10-01", null);
    paid("bob", "2026-10-01", "2026-11-01");
    paid("cid", "2026-10-01", "2026-12-01");
    paid("dan", "2026-09-01", "2026-10-10");
    // eve has paid for long, and is of another kind.
    views.add(RowFactory.create("eve", "song", 5));
    paid("eve", "2026-01-01", null);
    Dataset<Row> people = staying.people(views(), terms()).cache();
    Map<String, String> found =
        people.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs("person"),
                    row -> row.getAs("stratum") + " " + row.getAs("stayed")));
    assertThat(found)
        .isEqualTo(
            Map.of("ann", "5/0/1/0 1", "bob", "5/0/1/0 0", "cid", "5/0/1/0 1", "eve", "5/2/1/0 1"));
    assertThat(Staying.all(people).where("stratum = '5/0/1/0'").first().toString())
        .isEqualTo("[5/0/1/0,3,2]");
    assertThat(Staying.watchers(people, views()).where("title = 'film'").first().toString())
        .isEqualTo("[film,5/0/1/0,2,1]");
    assertThat(staying.paying(terms())).isEqualTo(3);
    assertThat(staying.paidViewers(views(), terms()).where("title = 'film'").first().getLong(1))
        .isEqualTo(2);
  }

  @Test
  void somebody_counts_once_in_the_week_in_which_they_first_watched_it() {
    for (int week : new int[] {5, 6, 8, 30}) {
      views.add(RowFactory.create("ann", "film", week));
    }
    views.add(RowFactory.create("bob", "film", 6));
    views.add(RowFactory.create("bob", "film", 5));
    paid("ann", "2026-01-01", null);
    paid("bob", "2026-01-01", null);
    Dataset<Row> watchers =
        Staying.watchers(staying.people(views(), terms()), views()).orderBy("stratum");
    // ann did before the weeks that are looked at: she is nobody's watcher here.
    assertThat(watchers.collectAsList())
        .extracting(Row::toString)
        .containsExactly("[film,6/2/1/0,1,1]");
  }

  @Test
  void what_ends_after_the_moment_has_not_ended_yet() {
    views.add(RowFactory.create("ann", "film", 4));
    paid("ann", "2026-01-01", "2026-11-20");
    assertThat(staying.people(views(), terms()).first().<Integer>getAs("stayed")).isZero();
    terms.clear();
    paid("ann", "2026-01-01", "2026-11-21");
    assertThat(staying.people(views(), terms()).first().<Integer>getAs("stayed")).isEqualTo(1);
  }

  private void paid(String person, String since, @Nullable String until) {
    terms.add(RowFactory.create(person, "paid", at(since), until == null ? null : at(until)));
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private Dataset<Row> views() {
    return spark.createDataFrame(views, VIEWS);
  }

  private Dataset<Row> terms() {
    return spark.createDataFrame(terms, TERMS);
  }
}
