package playhouse.batch;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;
import playhouse.batch.kpi.Recomputation;
import playhouse.batch.kpi.Recomputed;
import playhouse.batch.registry.ModelCommands;
import playhouse.models.factory.Leak;
import playhouse.models.features.Moments;
import playhouse.warehouse.Kpi;

/**
 * What the command line can ask for, and what the process answers: 0 done, 1 failed, 2 not
 * understood.
 *
 * @param lake opened only when it is needed
 */
record Commands(
    Jobs jobs, Supplier<Lake> lake, InstantSource clock, PrintStream out, PrintStream err) {
  private static final String NIGHTLY = "nightly";
  private static final String CORE = "core";
  private static final String RECOMPUTE = "recompute";
  private static final String SQL = "sql";
  private static final String RETRAIN = "retrain";
  private static final String MODEL = "model";

  /** One thread makes the plan of a job; meanwhile the tasks of another run. */
  private static final int AT_A_TIME = 2;

  int run(String... line) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(line);
    } catch (IllegalArgumentException e) {
      return misunderstood(String.valueOf(e.getMessage()));
    }
    if (arguments.list()) {
      out.println(Report.list(jobs, arguments.json()));
      return 0;
    }
    return switch (arguments.words().get(0)) {
      case SQL -> sql(arguments);
      case RECOMPUTE -> recompute(arguments);
      case RETRAIN -> retrain(arguments);
      case MODEL -> model(arguments);
      case NIGHTLY -> run(jobs.inOrder(), arguments);
      case CORE -> run(jobs.ofCore(), arguments);
      default -> named(arguments);
    };
  }

  private int named(Arguments arguments) {
    Optional<String> unknown =
        arguments.words().stream().filter(name -> jobs.find(name).isEmpty()).findFirst();
    return unknown
        .map(name -> misunderstood("no job " + name))
        .orElseGet(
            () ->
                run(
                    jobs.inOrder().stream()
                        .filter(job -> arguments.words().contains(job.name()))
                        .toList(),
                    arguments));
  }

  /** Runs jobs; others that they need look after themselves, whatever days are asked for. */
  private int run(List<Job> wanted, Arguments arguments) {
    Request asked = request(arguments);
    Request catchUp = new Request(Optional.empty(), asked.now(), asked.runId());
    List<JobRun> runs;
    try (Lake open = lake.get()) {
      runs =
          new Abreast(jobs, AT_A_TIME)
              .run(
                  jobs.with(wanted),
                  job -> run(job, open, wanted.contains(job) ? asked : catchUp, arguments.json()));
      if (open.lineagePost().failed() > 0) {
        err.println(open.lineagePost().failed() + " events of lineage were not taken");
      }
    }
    if (arguments.json()) {
      List<String> names = wanted.stream().map(Job::name).toList();
      List<JobRun> named = runs.stream().filter(run -> names.contains(run.job())).toList();
      out.println(named.size() == 1 ? Report.run(named.get(0)) : Report.runs(named));
    }
    return 0;
  }

  private JobRun run(Job job, Lake open, Request request, boolean quiet) {
    JobRun run = JobRun.of(job, open, request, clock);
    // Where the answer is wanted as JSON it stands alone, and what is done is told beside it.
    (quiet ? err : out).println(Report.line(run));
    return run;
  }

  /** Makes the values of past days again and compares; nothing of it is written down. */
  private int recompute(Arguments arguments) {
    if (arguments.days().isEmpty()) {
      return misunderstood("recompute needs --date, or --from and --to");
    }
    Request request = new Request(arguments.days(), clock.instant(), RECOMPUTE);
    try (Lake open = lake.get()) {
      Recomputed recomputed =
          new Recomputation(open, Kpi.all(), request).of(arguments.days().get(), arguments.kpi());
      out.println(arguments.json() ? Report.json(recomputed.fields()) : recomputed.text());
      return recomputed.isSame() ? 0 : 1;
    }
  }

  /** Learns a model from the lake as it is, once that is up to date, or as it was. */
  private int retrain(Arguments arguments) {
    List<String> words = arguments.words();
    Optional<Job> trainer =
        words.size() == 2 ? Retraining.of(words.get(1), arguments) : Optional.empty();
    if (trainer.isEmpty()) {
      return misunderstood("retrain takes one model of " + Retraining.MODELS);
    }
    Job job = trainer.get();
    try {
      return arguments.asOf().isPresent()
          ? alone(job, arguments)
          : new Commands(jobs.with(job), lake, clock, out, err).run(List.of(job), arguments);
    } catch (Moments.TooLittle | Leak | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  /** Of the past: what it needs is there, or is not. */
  private int alone(Job job, Arguments arguments) {
    try (Lake open = lake.get()) {
      JobRun run = run(job, open, request(arguments), arguments.json());
      if (arguments.json()) {
        out.println(Report.run(run));
      }
      return 0;
    }
  }

  private int model(Arguments arguments) {
    List<String> words = arguments.words().subList(1, arguments.words().size());
    try (Lake open = lake.get()) {
      Request request = request(arguments);
      List<Map<String, Object>> rows =
          new ModelCommands(words, arguments.force()).run(open, request.now(), request.runId());
      if (arguments.json()) {
        out.println(Report.json(rows));
      } else {
        rows.forEach(row -> out.println(ModelCommands.line(row)));
      }
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private Request request(Arguments arguments) {
    String runId = clock.instant() + "-" + UUID.randomUUID().toString().substring(0, 8);
    return new Request(arguments.days(), clock.instant(), runId);
  }

  private int sql(Arguments arguments) {
    if (arguments.words().size() != 2) {
      return misunderstood("sql takes one select");
    }
    try (Lake open = lake.get()) {
      out.println(SqlAnswer.of(open.spark().sql(arguments.words().get(1))).as(arguments.format()));
      return 0;
    } catch (Exception e) {
      // Spark throws its checked exceptions undeclared.
      if (e instanceof SparkThrowable) {
        err.println(e.getMessage());
        return 1;
      }
      throw e;
    }
  }

  private int misunderstood(String why) {
    err.println(why);
    err.println(Arguments.USAGE);
    return 2;
  }
}
