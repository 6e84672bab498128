package playhouse.collector;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import playhouse.collector.replay.Destination;
import playhouse.collector.replay.FrontDoor;
import playhouse.collector.replay.NotReplayed;
import playhouse.collector.replay.Rehearsal;
import playhouse.collector.replay.ReplayRequest;
import playhouse.collector.replay.Report;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * The process that sends rejects back through the front door. Ends 0 if all were sent, refused
 * again or not; 1 if the door or the disk failed; 2 if it was not understood.
 */
public final class ReplayMain {

  private static final String KEY = "import";
  private static final String USAGE =
      """
      usage: replay --file FILE [--reason R] [--dry-run] [--json] and to put events right, in order:
        --set PATH=VALUE        such as --set data.scale=stars5 or --set type=rating
        --remove PATH           a field that the contract does not know
        --rename PATH=NAME      a field that is called otherwise
        --multiply PATH=NUMBER  a number in another unit, such as data.played_millis=1000
        --shift PATH=DURATION   an instant of a wrong clock, such as time=PT-8H""";

  private ReplayMain() {}

  public static void main(String[] args) {
    System.exit(run(args, Settings.load(), System.out, System.err));
  }

  static int run(String[] args, Settings settings, PrintStream out, PrintStream err) {
    try {
      ReplayRequest request = ReplayRequest.of(List.of(args));
      Report report = request.run(destination(request, settings));
      out.print(request.json() ? report.json() + System.lineSeparator() : report.text());
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    } catch (NotReplayed e) {
      err.println(e.getMessage());
      err.println("Run the same command again to go on: what was accepted is not taken twice.");
      return 1;
    } catch (IOException e) {
      err.println("cannot read: " + e);
      return 1;
    }
  }

  private static Destination destination(ReplayRequest request, Settings settings)
      throws IOException {
    if (request.dryRun()) {
      return new Rehearsal(Clock.systemUTC());
    }
    Path keys = settings.home().resolve(settings.get(Setting.KEYS));
    String key = new ObjectMapper().readTree(keys.toFile()).path(KEY).asText();
    return new FrontDoor(settings.get(Setting.COLLECTOR_URL), key);
  }
}
