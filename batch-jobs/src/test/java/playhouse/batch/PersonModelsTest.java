package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.batch.factory.TrainPersonJob;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;
import playhouse.contracts.facts.Platform;
import playhouse.contracts.facts.Prediction;
import playhouse.models.factory.Churn;
import playhouse.models.factory.Code;
import playhouse.models.factory.Leak;
import playhouse.models.factory.Question;
import playhouse.models.features.Feature;
import playhouse.models.features.Kind;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;
import playhouse.models.features.PersonFeatures;

/** The life of a model of people, over a lake of people who were made up. */
class PersonModelsTest {
  private static final int DAYS = 110;
  private static final LocalDate LAST = LocalDate.parse("2026-11-21");

  @TempDir static Path models;
  private static Lake lake;
  private static String answered = "";
  private static List<Row> first = List.of();

  @BeforeAll
  static void a_model_is_learnt() {
    PeopleLake people = PeopleLake.empty(models);
    lake = people.lake();
    ManyLives.of(0, 420, DAYS).into(lake);
    assertThat(command("retrain", "churn")).as(answered).isZero();
    first = lake.table("ops.models").where("name = 'churn'").collectAsList();
  }

  @Test
  void it_is_stored_with_a_card_written_down_and_serves() throws Exception {
    Row model = first.get(0);
    Path folder = Path.of(URI.create(model.getAs("location")));
    byte[] bytes = Files.readAllBytes(folder.resolve("model.bin"));
    assertThat(Code.sha256(bytes)).isEqualTo(model.getAs("sha256"));
    String card = Files.readString(folder.resolve("card.md"));
    assertThat(card)
        .contains("# churn " + model.getAs("version"), "## The gate", "core.subscriptions")
        .contains("| auc[country=DE] |", "| plays_28d |")
        .isEqualTo(model.getAs("card"));
    assertThat(model.<Object>getAs("code")).isEqualTo(Code.version());
    assertThat(model.<String, Long>getJavaMap(model.fieldIndex("snapshots")))
        .containsKeys("core.plays", "core.subscriptions");
    assertThat(stages("churn")).contains(model.getAs("version") + " champion");
    ModelPointer pointer =
        Wire.decode(
            ModelPointer.class, Published.state(Topics.MODELS).getOrDefault("churn", new byte[0]));
    assertThat(pointer.getSha256()).isEqualTo(model.getAs("sha256"));
  }

  @Test
  void everybody_who_pays_gets_an_answer_each_day_and_running_again_changes_nothing() {
    Job churn = Jobs.all().find("churn").orElseThrow();
    LocalDate then = LAST.minusDays(30);
    run(churn, Optional.of(DayRange.of(then)));
    Outcome outcome = run(churn, Optional.empty());
    assertThat(outcome.days()).containsExactly(LAST);
    List<Row> rows = lake.table("mart.churn").where("day = DATE'2026-11-21'").collectAsList();
    assertThat(rows).hasSizeGreaterThan(100);
    Map<String, byte[]> state = Published.state(Topics.PREDICTIONS);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("probability"))
                  .isBetween(row.<Double>getAs("low"), row.<Double>getAs("high"));
              byte[] told = state.getOrDefault("churn|" + row.getAs("person"), new byte[0]);
              assertThat(Wire.decode(Prediction.class, told).getProbability())
                  .isEqualTo(row.<Double>getAs("probability"));
            });
    assertThat(run(churn, Optional.empty()).detail()).isEqualTo("nothing new");
    assertThat(run(churn, Optional.of(DayRange.of(LAST))).days()).isEmpty();
    assertThat(measures("name = 'churn' AND day = DATE'2026-11-21'"))
        .contains("stability answer", "stability plays_28d");
    assertThat(measures("name = 'churn' AND day = DATE'" + then + "'"))
        .contains("calibration answer", "auc answer");
  }

  /** Three weeks into the house nobody has a past as those have who were learnt from. */
  @Test
  void what_has_moved_too_far_is_an_alarm_and_told_once() {
    LocalDate early = LAST.minusDays(DAYS - 22);
    Job churn = Jobs.all().find("churn").orElseThrow();
    run(churn, Optional.of(DayRange.of(early)));
    run(churn, Optional.of(DayRange.of(early)));
    List<String> alarms =
        measures("name = 'churn' AND NOT passed AND day = DATE'" + early + "'").stream()
            .sorted()
            .toList();
    assertThat(alarms).isNotEmpty();
    assertThat(
            Published.platform("drift.detected").stream()
                .filter(fact -> fact.getEnvelope().getId().endsWith("/" + early))
                .map(Platform::getDriftDetected))
        .allMatch(fact -> fact.getModel().equals("churn") && fact.getValue() > fact.getHigh())
        .extracting(fact -> fact.getMeasure() + " " + fact.getSubject())
        .containsExactlyInAnyOrderElementsOf(alarms);
  }

  @Test
  void as_of_a_moment_the_same_bytes_come_out_whatever_came_since_and_do_not_serve() {
    String known = "sha256 " + first.get(0).getAs("sha256");
    String asOf =
        Instant.ofEpochMilli(
                lake.iceberg("core.subscriptions").currentSnapshot().timestampMillis() + 1)
            .toString();
    ManyLives.of(500, 560, DAYS).into(lake);
    assertThat(command("retrain", "churn", "--as-of", asOf)).as(answered).isZero();
    assertThat(answered).contains(known).contains("does not serve");
    assertThat(command("retrain", "churn", "--as-of", asOf, "--seed", "7")).isZero();
    assertThat(answered).as("another seed").doesNotContain(known);
    assertThat(command("retrain", "churn", "--as-of", "2020-01-01")).isEqualTo(1);
    assertThat(answered).contains("no table of the lake has a snapshot as old as");
    assertThat(command("retrain", "churn")).isZero();
    assertThat(answered).doesNotContain(known);
  }

  @Test
  void people_promote_and_roll_back_by_one_command() {
    assertThat(command("retrain", "conversion")).as(answered).isZero();
    String first = stages("conversion").get(0).split(" ", -1)[0];
    assertThat(command("model", "promote", "conversion", first, "--force")).isZero();
    assertThat(stages("conversion")).containsExactly(first + " champion");
    assertThat(Published.platform("model.promoted"))
        .extracting(
            fact -> fact.getModelPromoted().getModel() + " " + fact.getModelPromoted().getVersion())
        .containsOnlyOnce("conversion " + first);
    assertThat(command("model", "rollback", "conversion")).isEqualTo(2);
    assertThat(answered).contains("no version of conversion served before");
    assertThat(command("model", "promote", "conversion", "nothing")).isEqualTo(2);
    assertThat(answered).contains("no version nothing of conversion; there are [" + first);
    assertThat(command("model", "list", "conversion")).isZero();
    assertThat(answered).contains(first + "  champion").contains("auc=");
    assertThat(command("retrain", "weather")).isEqualTo(2);
  }

  @Test
  void what_peeks_is_refused_and_nothing_is_stored() {
    Request request = new Request(Optional.empty(), LakeHouse.NOW, "peek");
    TrainPersonJob job =
        new TrainPersonJob(new Peeking(), Optional.empty(), true, TrainPersonJob.SEED);
    assertThatThrownBy(() -> job.run(lake, request))
        .isInstanceOf(Leak.class)
        .hasMessageContaining("feature plays_soon reads past its moment");
    assertThat(lake.table("ops.models").where("name = 'peeking'").isEmpty()).isTrue();
  }

  private static int command(String... line) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    int exit = new Commands(Jobs.all(), () -> lake, clock, stream, stream).run(line);
    answered = told.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private static Outcome run(Job job, Optional<DayRange> days) {
    Request request = new Request(days, LakeHouse.NOW, "run");
    return JobRun.of(job, lake, request, InstantSource.system()).outcome();
  }

  private static List<String> stages(String name) {
    return lake
        .table("ops.model_stages")
        .where("name = '" + name + "'")
        .selectExpr(
            "version", "stage", "row_number() OVER (PARTITION BY version ORDER BY step DESC) AS n")
        .where("n = 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .toList();
  }

  private static List<String> measures(String which) {
    return lake.table("ops.model_health").where(which).collectAsList().stream()
        .map(row -> row.getAs("measure") + " " + row.getAs("subject"))
        .toList();
  }

  /** Churn, told by what comes. */
  private record Peeking() implements Question {
    @Override
    public String name() {
      return "peeking";
    }

    @Override
    public String meaning() {
      return "Churn.";
    }

    @Override
    public boolean asked(Life life, long atMicros) {
      return new Churn().asked(life, atMicros);
    }

    @Override
    public boolean came(Life life, long atMicros) {
      return new Churn().came(life, atMicros);
    }

    @Override
    public List<Feature> features() {
      Feature soon =
          new Feature(
              "plays_soon",
              "plays of the next week",
              Set.of(Kind.PLAYED),
              Optional.of(Duration.ofDays(7)),
              (life, at) ->
                  life.between(Kind.PLAYED, at, at + Moments.micros(Duration.ofDays(7))).size());
      return Stream.concat(PersonFeatures.all().stream(), Stream.of(soon)).toList();
    }
  }
}
