package playhouse.batch.jobapi;

import java.time.Clock;
import java.util.List;
import playhouse.contracts.Settings;

/** The process of the job API. */
public final class Main {
  private Main() {}

  /** Arguments: the command that runs a verb of the launcher. */
  public static void main(String[] launcher) {
    if (launcher.length == 0) {
      System.err.println(
          "usage: COMMAND… that takes the words of ./playhouse, such as ./playhouse");
      System.exit(2);
    }
    JobApi api = JobApi.start(Settings.load(), List.of(launcher), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(api::close, "shutdown"));
  }
}
