package playhouse.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * Starts the streaming jobs: on the cluster that {@code flink run} speaks to, or else in a cluster
 * inside this process. Arguments name jobs; without any, those of the settings start.
 */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs until a job ends or the process is told to stop. */
  public static void main(String[] args) throws Exception {
    Settings settings = Settings.load();
    List<Job> jobs =
        chosen(args.length > 0 ? List.of(args) : settings.list(Setting.STREAMING_JOBS));
    if (StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment) {
      runEmbedded(jobs, settings);
    } else {
      submit(jobs, settings);
    }
  }

  private static List<Job> chosen(List<String> names) {
    List<Job> jobs = Job.ALL.stream().filter(job -> names.contains(job.name())).toList();
    if (jobs.isEmpty() || jobs.size() < names.size()) {
      throw new IllegalArgumentException(
          "the jobs are " + Job.ALL.stream().map(Job::name).toList());
    }
    return jobs;
  }

  private static void runEmbedded(List<Job> jobs, Settings settings) throws Exception {
    EmbeddedCluster cluster = EmbeddedCluster.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (Job job : jobs) {
      ends.add(cluster.submit(job));
    }
    CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
    LOG.error("a job has ended; jobs run for ever, so this process ends too");
    System.exit(1);
  }

  private static void submit(List<Job> jobs, Settings settings) throws Exception {
    for (Job job : jobs) {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(job, settings));
      job.definition().accept(env, settings);
      env.executeAsync(job.name());
    }
  }
}
