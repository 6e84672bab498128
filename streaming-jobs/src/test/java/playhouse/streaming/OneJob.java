package playhouse.streaming;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import playhouse.contracts.Settings;

/** A job that is none of ours, in the cluster and with the settings that ours have. */
public final class OneJob {

  private OneJob() {}

  /** Runs it until the process is told to stop. */
  public static void run(String name, BiConsumer<StreamExecutionEnvironment, Settings> definition)
      throws Exception {
    EmbeddedCluster cluster = EmbeddedCluster.start(Settings.load());
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
    cluster
        .submit(
            new Job(
                name,
                settings -> "",
                new Job.Flow(List.of(), List.of(), List.of()),
                Duration.ZERO,
                definition))
        .join();
    System.exit(1);
  }
}
