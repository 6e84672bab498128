package playhouse.collector.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.collector.event.Consent;
import playhouse.collector.log.FactLog;
import playhouse.contracts.DedupKey;

/** Real data on its way in: files of a known shape become facts in Kafka, once, resumably. */
public final class Import {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Request request;
  private final FactLog log;
  private final Consent consent;
  private final Clock clock;
  private final Shelf shelf;
  private final String cluster;
  private final PrintStream progressOut;

  /**
   * What is asked for.
   *
   * @param format shape of the files
   * @param path where they are
   * @param dataset name of the set; the path's name if empty
   * @param again whether what was imported before is sent again
   */
  public record Request(Format format, Path path, Optional<String> dataset, boolean again) {}

  /**
   * @param cluster id of the Kafka cluster: an import into another one is another import
   * @param home folder of our state
   */
  public Import(
      Request request,
      FactLog log,
      Consent consent,
      Clock clock,
      Path home,
      String cluster,
      PrintStream progressOut) {
    this.request = request;
    this.log = log;
    this.consent = consent;
    this.clock = clock;
    this.shelf = new Shelf(home.resolve("imports"));
    this.cluster = cluster;
    this.progressOut = progressOut;
  }

  /**
   * Does it.
   *
   * @return what was done, as text
   * @throws UnfitSource if there is nothing that can be imported
   * @throws playhouse.collector.log.NotDurable if Kafka does not take it; asked again, it goes on
   */
  public String run() throws IOException {
    Path path = request.path();
    Dataset dataset =
        new Dataset(
            request.dataset().orElseGet(() -> Names.of(path, request.format())), consent, clock);
    Plan plan = request.format().plan(path, dataset, consent, clock);
    long bytes = 0;
    for (Part part : plan.parts()) {
      bytes += part.file().sizeBytes();
    }
    Progress progress = new Progress(progressOut, screen(), bytes);
    List<Report.FileReport> files = new ArrayList<>();
    for (Part part : plan.parts()) {
      files.add(run(part, dataset, progress));
    }
    progress.end();
    return new Report(
            request.format().word(), path, dataset.name(), files, plan.notes(), progress.rate())
        .text();
  }

  /** On a newer Java this is always true, which only makes the progress line a little untidy. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean screen() {
    return System.console() != null;
  }

  private Report.FileReport run(Part part, Dataset dataset, Progress progress) throws IOException {
    SourceFile.Survey survey = part.file().survey();
    String key = key(part, dataset, survey);
    Optional<Bookmark> known = shelf.find(key);
    if (known.isPresent() && known.get().done() && !request.again()) {
      progress.skipped(part.file().sizeBytes());
      return new Report.FileReport(part.carries(), known.get(), true, shelf.refusedFile(key));
    }
    Instant since = known.isPresent() ? Instant.parse(known.get().since()) : firstSeen(part.file());
    Bookmark from =
        known
            .filter(mark -> !mark.done())
            .orElseGet(() -> Bookmark.start(part.file().name(), since));
    shelf.put(key, from);
    LineFormat format = part.maker().make(survey.charset(part.mayBeLatin1()), since);
    PartRun run =
        new PartRun(part, dataset, format, log, clock, PATIENCE, shelf, key, from, progress);
    return new Report.FileReport(part.carries(), run.run(), false, shelf.refusedFile(key));
  }

  /** The file's own date, unless that lies ahead of us. */
  private Instant firstSeen(SourceFile file) throws IOException {
    Instant modified = Files.getLastModifiedTime(file.path()).toInstant();
    Instant now = clock.instant();
    return (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.MICROS);
  }

  private String key(Part part, Dataset dataset, SourceFile.Survey survey) {
    String all =
        String.join("\n", cluster, dataset.name(), part.carries(), part.variant(), survey.sha256());
    UUID hash = DedupKey.of(all.getBytes(StandardCharsets.UTF_8));
    return part.file().name() + "-" + Long.toHexString(hash.getMostSignificantBits());
  }
}
