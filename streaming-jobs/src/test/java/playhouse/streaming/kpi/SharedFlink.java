package playhouse.streaming.kpi;

import java.nio.file.Files;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process for all questions: to start one for each takes longer. */
final class SharedFlink implements AutoCloseable {
  private final MiniCluster cluster;

  private SharedFlink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  static SharedFlink start() throws Exception {
    Configuration conf = new Configuration();
    conf.set(RestOptions.BIND_PORT, "0");
    conf.set(RestOptions.ADDRESS, "127.0.0.1");
    // Flink's own choice is one folder of the machine, which belongs to whoever came first.
    conf.set(WebOptions.UPLOAD_DIR, Files.createTempDirectory("flink-upload").toString());
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    return new SharedFlink(cluster);
  }

  StreamExecutionEnvironment environment() throws Exception {
    var address = cluster.getRestAddress().get();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(address.getHost(), address.getPort());
    env.setParallelism(1);
    return env;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
