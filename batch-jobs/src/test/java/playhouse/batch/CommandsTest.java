package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import playhouse.batch.core.CoreJobs;

class CommandsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Optional<DayRange>> asked = new ArrayList<>();
  private final Job job = new Noting(asked);

  @Test
  void names_its_jobs() {
    assertThat(run("--list")).isZero();
    assertThat(printed()).contains("noting").contains("Notes what it is asked.");
  }

  @Test
  void what_it_does_not_understand_ends_2_and_says_why() {
    assertThat(run("dance")).isEqualTo(2);
    assertThat(run("noting", "dance")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("noting", "--from", "2026-11-01")).isEqualTo(2);
    assertThat(run("noting", "--date", "yesterday")).isEqualTo(2);
    assertThat(run("noting", "--from", "2026-11-02", "--to", "2026-11-01")).isEqualTo(2);
    assertThat(run("noting", "--speed", "9")).isEqualTo(2);
    assertThat(run("retrain", "churn", "--seed", "minus one")).isEqualTo(2);
    assertThat(run("retrain", "weather")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no job dance", "which job?", "give --date", "yesterday", "--speed", "usage:")
        .contains("--seed is a whole number", "[churn, conversion, recommender, ranker]");
    assertThat(asked).isEmpty();
  }

  @Test
  void runs_a_job_for_the_days_asked_and_writes_the_run_down() {
    assertThat(run("noting", "--from", "2026-11-01", "--to", "2026-11-03", "--json")).isZero();
    assertThat(asked)
        .containsExactly(
            Optional.of(
                new DayRange(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-03"))));
    assertThat(printed()).contains("\"job\":\"noting\"", "\"status\":\"succeeded\"");
  }

  @Test
  void what_it_needs_comes_before_a_job_each_once_in_the_order_of_a_night() {
    Jobs jobs = Jobs.all();
    List<String> before =
        jobs.before(jobs.find("train-recommender").orElseThrow()).stream().map(Job::name).toList();
    assertThat(before).containsExactly("plays", "interactions", "training-set");
    assertThat(jobs.before(jobs.find("activity").orElseThrow()))
        .extracting(Job::name)
        .containsExactly("plays", "interactions");
    assertThat(jobs.before(jobs.find("daily-kpis").orElseThrow()))
        .extracting(Job::name)
        .isEqualTo(CoreJobs.all().stream().map(Job::name).toList());
    assertThat(jobs.before(job)).isEmpty();
    assertThat(
            jobs.with(
                Stream.of("train-recommender", "activity")
                    .map(name -> jobs.find(name).orElseThrow())
                    .toList()))
        .as("one that is needed by another comes where that needs it")
        .extracting(Job::name)
        .containsExactly("plays", "interactions", "activity", "training-set", "train-recommender");
    assertThat(jobs.inOrder())
        .allSatisfy(each -> assertThat(each.needs()).allMatch(n -> jobs.find(n).isPresent()));
  }

  @Test
  void answers_a_select_in_each_format() {
    String select = "select 1 as n, 'a,b' as t, cast(null as string) as z";
    assertThat(run("sql", select, "--format", "csv")).isZero();
    assertThat(run("sql", select, "--format", "json")).isZero();
    assertThat(run("sql", select)).isZero();
    assertThat(printed())
        .contains("n,t,z\n1,\"a,b\",\n")
        .contains("[{\"n\":1,\"t\":\"a,b\",\"z\":null}]")
        .contains("n  t    z\n-  ---  ----\n1  a,b  NULL");
  }

  @Test
  void a_select_that_is_wrong_ends_1_with_its_error() {
    assertThat(run("sql", "select nothing from nowhere")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("TABLE_OR_VIEW_NOT_FOUND");
  }

  private int run(String... line) {
    Jobs jobs = new Jobs(List.of(job));
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    return new Commands(jobs, LakeHouse::empty, clock, stream(out), stream(err)).run(line);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private record Noting(List<Optional<DayRange>> asked) implements Job {
    @Override
    public String name() {
      return "noting";
    }

    @Override
    public String purpose() {
      return "Notes what it is asked.";
    }

    @Override
    public Outcome run(Lake lake, Request request) {
      asked.add(request.days());
      return Outcome.of(Map.of(), 0, "");
    }
  }
}
