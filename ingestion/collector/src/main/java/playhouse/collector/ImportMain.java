package playhouse.collector;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import playhouse.collector.imports.Format;
import playhouse.collector.imports.Import;
import playhouse.collector.imports.UnfitSource;
import playhouse.collector.log.Cluster;
import playhouse.collector.log.Consents;
import playhouse.collector.log.FactLog;
import playhouse.collector.log.KafkaSettings;
import playhouse.collector.log.NotDurable;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * The importer's process: {@code FORMAT PATH [--dataset NAME] [--again]}. Ends 0 if all was read,
 * refused lines or not; 1 if Kafka or the disk failed; 2 if there is nothing it can import.
 */
public final class ImportMain {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USAGE =
      """
      usage: import FORMAT PATH [--dataset NAME] [--again]
        movielens DIR    MovieLens: 1M/10M .dat, latest .csv, RecBole .inter/.item, sequences.txt
        lastfm DIR       Last.fm of HetRec 2011
        events FILE      CloudEvents in JSON, one a line
        catalogue FILE   titles in CSV with a header
      Files may be plain or .gz. --dataset NAME names the set, otherwise its directory does.
      --again sends what was imported before once more (which changes nothing in the lake).""";

  private ImportMain() {}

  public static void main(String[] args) {
    System.exit(run(args, Settings.load(), System.out, System.err));
  }

  static int run(String[] args, Settings settings, PrintStream out, PrintStream err) {
    try {
      Import.Request request = request(List.of(args));
      out.print(imported(request, settings, err));
      return 0;
    } catch (UsageProblem | UnfitSource e) {
      err.println(e.getMessage());
      return 2;
    } catch (NotDurable e) {
      err.println(e.getMessage());
      err.println("What had arrived is remembered: run the same command again to go on.");
      return 1;
    } catch (IOException e) {
      err.println("cannot read or write: " + e);
      return 1;
    }
  }

  private static String imported(Import.Request request, Settings settings, PrintStream err)
      throws IOException {
    String kafka = settings.get(Setting.KAFKA);
    String cluster = Cluster.id(kafka);
    boolean asked = request.format() == Format.EVENTS;
    // Imported people chose nothing with us: only an explicit no counts for them.
    boolean whenUnknown = !asked || Main.consentWhenUnknown(settings.get(Setting.CONSENT_DEFAULT));
    try (Consents consents = Consents.follow(kafka, whenUnknown);
        FactLog log = FactLog.open(KafkaSettings.bulk(kafka, PATIENCE))) {
      awaitConsents(consents);
      return new Import(request, log, consents, Clock.systemUTC(), settings.home(), cluster, err)
          .run();
    }
  }

  private static void awaitConsents(Consents consents) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!consents.complete() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    if (!consents.complete()) {
      throw new NotDurable("consents could not be read", new IllegalStateException("timeout"));
    }
  }

  private static Import.Request request(List<String> args) {
    Deque<String> left = new ArrayDeque<>(args);
    Optional<String> dataset = Optional.empty();
    boolean again = false;
    Deque<String> words = new ArrayDeque<>();
    while (!left.isEmpty()) {
      String arg = left.removeFirst();
      if (arg.equals("--again")) {
        again = true;
      } else if (arg.equals("--dataset") && !left.isEmpty()) {
        dataset = Optional.of(left.removeFirst());
      } else if (arg.startsWith("--")) {
        throw new UsageProblem("unknown option " + arg + "\n" + USAGE);
      } else {
        words.add(arg);
      }
    }
    if (words.size() != 2) {
      throw new UsageProblem(USAGE);
    }
    String word = words.removeFirst();
    Format format =
        Format.of(word)
            .orElseThrow(
                () ->
                    new UsageProblem(
                        "unknown format " + word + ": one of " + Format.words() + "\n" + USAGE));
    return new Import.Request(format, Path.of(words.removeFirst()), dataset, again);
  }

  /** A command line that says nothing we can do. */
  private static final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageProblem(String message) {
      super(message);
    }
  }
}
