package playhouse.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.batch.DayRange;
import playhouse.batch.Lake;
import playhouse.batch.LakeHouse;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.warehouse.QualityCheck;
import playhouse.warehouse.QualityCheck.Kind;

class QualityJobTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static final String THEN = "'occurred':'2026-11-20T12:00:00Z','quarter_no':1994544";

  private Lake lake;

  @BeforeEach
  void anEmptyLake() {
    lake = LakeHouse.empty();
  }

  @Test
  void rowsThatFailAreCountedAndMarkedWithTheirReason() {
    add("core.titles", "{'title':'t','kind':'film','name':'T','updated':'2026-01-01T00:00:00Z'}");
    add(
        "core.plays",
        play("20", "good", "t", 60),
        play("20", "long", "t", 600),
        play("20", "lost", "nowhere", 60),
        play("20", "twice", "t", 60),
        play("20", "twice", "t", 70),
        play("21", "twice", "t", 60));

    Outcome outcome = run("first");

    assertThat(found("passed = false"))
        .containsExactly(
            "2026-11-20 range distinct_millis 5 1",
            "2026-11-20 reference title 5 1",
            "2026-11-20 unique play 5 2");
    assertThat(outcome.detail()).endsWith("3 failed");
    assertThat(marked())
        .containsExactly(
            "range distinct_millis long",
            "reference title lost",
            "unique play twice",
            "unique play twice");
    Row row = lake.table("ops.quarantine").where("row_key = 'long'").head();
    assertThat(row.<String>getAs("reason")).isEqualTo("range distinct_millis 0 runtime_millis");
    assertThat(row.<String>getAs("row_json")).contains("\"distinct_millis\":600");
    assertThat(lake.table("core.plays").count()).isEqualTo(6);
  }

  @Test
  void aRunAfterNothingChangedWritesNothingAndAMendedDayIsClearedOfItsMarks() {
    add("core.titles", "{'title':'t','kind':'film','name':'T','updated':'2026-01-01T00:00:00Z'}");
    add("core.plays", play("20", "a", "t", 600), play("21", "b", "t", 600));
    run("first");
    long judged = lake.snapshot("ops.quality").orElseThrow();
    long marks = lake.snapshot("ops.quarantine").orElseThrow();

    assertThat(run("second").rows()).isZero();
    assertThat(run("again", "2026-11-20", "2026-11-21").rows()).isZero();
    assertThat(lake.snapshot("ops.quality")).hasValue(judged);
    assertThat(lake.snapshot("ops.quarantine")).hasValue(marks);

    lake.overwriteDays(
        frame("core.plays", play("20", "a", "t", 60)),
        "core.plays",
        List.of(LocalDate.parse("2026-11-20")));
    run("third");
    assertThat(found("passed = false")).containsExactly("2026-11-21 range distinct_millis 1 1");
    assertThat(marked()).containsExactly("range distinct_millis b");
  }

  @Test
  void aDayWithoutTheUsualRowsIsTold() {
    for (String friday : List.of("2026-10-23", "2026-10-30", "2026-11-06", "2026-11-13")) {
      plays(friday, 400, "IF(id % 2 = 0, 'tv', 'web')");
    }
    plays("2026-11-20", 30, "'tv'");
    for (String saturday : List.of("2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14")) {
      plays(saturday, 500, "IF(id % 2 = 0, 'tv', 'web')");
    }

    run("first");

    // Nothing came on the Saturday before the run, and no day was touched to tell it.
    assertThat(values("kind = 'volume' AND NOT passed"))
        .containsExactly("2026-11-20 volume 30.0", "2026-11-21 volume 0.0");
    assertThat(values("kind = 'volume' AND passed"))
        .contains("2026-11-13 volume 400.0")
        .doesNotContain("2026-10-23 volume 400.0");
    assertThat(values("kind = 'freshness'")).containsExactly("2026-11-22 freshness started 39.0");
  }

  @Test
  void valuesSpreadOtherwiseThanBeforeAreTold() {
    for (int day = 1; day <= 10; day++) {
      plays("2026-11-%02d".formatted(day), 300, "IF(id % 2 = 0, 'tv', 'web')");
    }
    plays("2026-11-11", 300, "IF(id % 10 = 0, 'tv', 'web')");
    plays("2026-11-12", 20, "'tv'");

    run("first");

    assertThat(found("kind = 'drift' AND NOT passed")).hasSize(1);
    assertThat(values("kind = 'drift' AND NOT passed").get(0)).startsWith("2026-11-11 drift");
    assertThat(lake.table("ops.quality").where("kind = 'drift' AND passed IS NULL").count())
        .isEqualTo(8);
  }

  @Test
  void rowsOfEveryKindThatATableHoldsAreAskedOnlyWhatTheyCanAnswer() {
    add(
        "core.ad_slots",
        "{'day':'2026-11-20','id':'asked','placement':'pre-roll','requested':2,'filled':0,%s}"
            .formatted(THEN),
        "{'day':'2026-11-20','id':'filled','placement':'pre-roll','requested':0,'filled':1,%s}"
            .formatted(THEN),
        "{'day':'2026-11-20','id':'neither','placement':'pre-roll','requested':0,'filled':0,%s}"
            .formatted(THEN));
    add(
        "core.touches",
        "{'day':'2026-11-20','id':'a','kind':'visit','campaign':'c',%s}".formatted(THEN),
        "{'day':'2026-11-20','id':'b','kind':'opened','person':'p',%s}".formatted(THEN),
        "{'day':'2026-11-20','id':'c','kind':'signup',%s}".formatted(THEN));
    add(
        "core.controls",
        "{'day':'2026-11-20','control':'spot-check','passed':true,%s}".formatted(THEN),
        "{'day':'2026-11-20','control':'spot-check','passed':false,%s}".formatted(THEN));
    add(
        "core.offers",
        offer("US", 10, 20),
        offer("US", 10, 30),
        offer("DE", 10, 20),
        offer("DE", 10, 20));
    add("core.payments", payment("euro", "EUR"), payment("dollar", "usd"));
    add("core.titles", "{'title':'t','kind':'film','name':'T','updated':'2026-01-01T00:00:00Z'}");

    new QualityJob().run(lake, new Request(Optional.empty(), NOW, "all"));

    assertThat(marked())
        .containsExactly(
            "holds asked for or filled neither",
            "holds of a campaign unless opened signup/c",
            "holds three capitals s/dollar",
            "unique title territory exclusive from_quarter_no until_quarter_no t/DE/false/10/20",
            "unique title territory exclusive from_quarter_no until_quarter_no t/DE/false/10/20");
  }

  private static String offer(String territory, int from, int until) {
    return ("{'day':'2026-11-20','title':'t','territory':'%s','exclusive':false,"
            + "'from_quarter_no':%d,'until_quarter_no':%d}")
        .formatted(territory, from, until);
  }

  private static String payment(String id, String currency) {
    return ("{'day':'2026-11-20','id':'%s','source':'s','kind':'captured','currency':'%s',"
            + "'net_micros':5,%s}")
        .formatted(id, currency, THEN);
  }

  @Test
  void everyCheckOfTheFileCanBeAskedOfTheTablesThereAre() {
    add("core.titles", "{'title':'t','kind':'film','name':'T','updated':'2026-01-01T00:00:00Z'}");
    for (String table : QualityCheck.all().stream().map(QualityCheck::table).distinct().toList()) {
      if (!table.startsWith("raw.") && !table.equals("core.titles")) {
        add(table, "{'day':'2026-11-20'}");
      }
    }

    Outcome outcome = new QualityJob().run(lake, new Request(Optional.empty(), NOW, "all"));

    long rules = QualityCheck.all().stream().filter(check -> check.kind().ofRows()).count();
    assertThat(lake.table("ops.quality").where("failed IS NOT NULL").count()).isEqualTo(rules);
    assertThat(lake.table("ops.quality").where("kind = 'not null' AND passed").count())
        .isEqualTo(
            QualityCheck.all().stream()
                .filter(check -> check.kind() == Kind.NOT_NULL)
                .filter(check -> check.table().equals("core.titles"))
                .count());
    assertThat(outcome.rows()).isPositive();
  }

  private Outcome run(String id, String... days) {
    List<QualityCheck> checks =
        QualityCheck.all().stream()
            .filter(check -> check.table().equals("core.plays"))
            .filter(
                check ->
                    !check.kind().ofRows()
                        || List.of("unique play", "range distinct_millis", "reference title")
                            .contains(check.rule()))
            .filter(check -> !check.rule().equals("drift country"))
            .filter(check -> !check.rule().equals("drift qualified"))
            .toList();
    Optional<DayRange> range =
        days.length == 0
            ? Optional.empty()
            : Optional.of(new DayRange(LocalDate.parse(days[0]), LocalDate.parse(days[1])));
    return remembered(new QualityJob(checks), new Request(range, NOW, id));
  }

  /** As the night runs it: what it read is where the next run takes up. */
  private Outcome remembered(QualityJob job, Request request) {
    Outcome outcome = job.run(lake, request);
    lake.spark()
        .createDataset(List.of(request.runId()), Encoders.STRING())
        .createOrReplaceTempView("run");
    StringBuilder inputs = new StringBuilder();
    outcome.inputs().forEach((name, at) -> inputs.append(", '%s', %dL".formatted(name, at)));
    lake.spark()
        .sql(
            "INSERT INTO ops.job_runs SELECT value, 'quality', current_timestamp(),"
                + " current_timestamp(), 'succeeded', %b, map(%s), array(), 0L, '' FROM run"
                    .formatted(request.days().isEmpty(), inputs.substring(2)));
    return outcome;
  }

  private List<String> found(String condition) {
    return lake
        .table("ops.quality")
        .where(condition)
        .selectExpr("concat_ws(' ', day, rule, checked, failed)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private List<String> values(String condition) {
    return lake
        .table("ops.quality")
        .where(condition)
        .selectExpr("concat_ws(' ', day, rule, value)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private List<String> marked() {
    return lake
        .table("ops.quarantine")
        .selectExpr("concat_ws(' ', rule, row_key)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static String play(String day, String play, String title, long distinct) {
    return ("{'day':'2026-11-%s','play':'%s','title':'%s','started':'2026-11-%sT12:00:00Z',"
            + "'ended':'2026-11-%sT12:10:00Z','runtime_millis':100,'distinct_millis':%d}")
        .formatted(day, play, title, day, day, distinct);
  }

  private void plays(String day, int rows, String platform) {
    Dataset<Row> plays =
        lake.spark()
            .range(rows)
            .selectExpr(
                "to_json(named_struct('day', '%s', 'play', concat('%s-', id), 'platform', %s,"
                        .formatted(day, day, platform)
                    + " 'started', '%sT12:00:00Z', 'runtime_millis', 100, 'distinct_millis', 10))"
                        .formatted(day));
    add("core.plays", plays.as(Encoders.STRING()).collectAsList().toArray(String[]::new));
  }

  private void add(String table, String... rows) {
    Lake.append(frame(table, rows), table);
  }

  private Dataset<Row> frame(String table, String... rows) {
    List<String> json = Arrays.stream(rows).map(row -> row.replace('\'', '"')).toList();
    return lake.spark()
        .read()
        .schema(lake.table(table).schema())
        .json(lake.spark().createDataset(json, Encoders.STRING()));
  }
}
