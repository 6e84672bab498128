package playhouse.serving.personalisation.tagging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import playhouse.models.tagging.Evidence;
import playhouse.models.tagging.Suggestion;
import playhouse.models.tagging.frames.FrameTagger;
import playhouse.serving.personalisation.tagging.SourceStore.Source;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Clips of titles that lie in a folder, looked at one after the other. */
public final class Clips {
  /** Before its name stands this where sources are told. */
  static final String PREFIX = "clip:";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ServicesDatabase database;
  private final Optional<Path> folder;
  private final Ffmpeg ffmpeg;
  private final Clock clock;

  /**
   * Of that folder.
   *
   * @param folder empty if pictures are not looked at here
   * @param program the path or name of ffmpeg
   */
  public Clips(ServicesDatabase database, Optional<Path> folder, String program, Clock clock) {
    this.database = database;
    this.folder = folder;
    this.clock = clock;
    ffmpeg = new Ffmpeg(program, LIMIT);
  }

  /**
   * A clip that is there to be looked at.
   *
   * @throws Refusal 503 if nobody looks at clips here, 400 if there is none of that name
   */
  Source waiting(String title, String file, String who) {
    Path place =
        folder.orElseThrow(
            () ->
                Refusal.unavailable(
                    "clips are not looked at here: set PLAYHOUSE_TAGGING_CLIPS to their folder"));
    if (!ffmpeg.isThere()) {
      throw Refusal.unavailable(
          "clips cannot be looked at: ffmpeg is not installed; install it, or set"
              + " PLAYHOUSE_TAGGING_FFMPEG to where it is");
    }
    Path clip = inside(place, file);
    return new Source(
        title,
        PREFIX + file,
        digest(clip),
        FrameTagger.MODEL,
        "waiting",
        Optional.empty(),
        who,
        now());
  }

  /** Looks at the one that waits longest; how many that were, 0 or 1. */
  public int work() {
    if (folder.isEmpty()) {
      return 0;
    }
    Optional<Source> next = database.read(SourceStore::waiting);
    next.ifPresent(this::look);
    return next.isPresent() ? 1 : 0;
  }

  private void look(Source waiting) {
    Instant now = now();
    try {
      Path clip =
          inside(folder.orElseThrow(() -> Refusal.bad("file", "is out of reach")), file(waiting));
      List<Suggestion> tags =
          new FrameTagger()
              .tag(ffmpeg.measure(clip)).stream()
                  .map(one -> ofClip(one, waiting.digest()))
                  .toList();
      end(waiting, "done", Optional.empty(), tags, now);
    } catch (Ffmpeg.BadClip | Refusal e) {
      end(waiting, "failed", Optional.of(String.valueOf(e.getMessage())), List.of(), now);
    }
  }

  /** Unless it was sent again meanwhile, as another: then that is looked at next. */
  private void end(
      Source waiting, String state, Optional<String> problem, List<Suggestion> tags, Instant now) {
    Source ended =
        new Source(
            waiting.title(),
            waiting.source(),
            waiting.digest(),
            waiting.model(),
            state,
            problem,
            waiting.who(),
            now);
    database.write(
        tx -> {
          TagStore.lock(tx, waiting.title());
          Optional<Source> there =
              SourceStore.of(tx, waiting.title()).stream()
                  .filter(one -> one.source().equals(waiting.source()))
                  .filter(one -> one.state().equals("waiting"))
                  .filter(one -> one.digest().equals(waiting.digest()))
                  .findFirst();
          there.ifPresent(
              one ->
                  TagFacts.tell(
                      tx, Readings.take(tx, ended, tags, TagStore.agreements(tx), now), now));
          return there.isPresent();
        });
  }

  /** What was rejected of one clip may be suggested by another. */
  private static Suggestion ofClip(Suggestion one, String digest) {
    return new Suggestion(
        one.tag(),
        one.confidence(),
        one.evidence().stream()
            .map(
                seen ->
                    new Evidence(
                        seen.where(),
                        seen.key() + "@" + digest,
                        seen.words(),
                        seen.at(),
                        seen.span()))
            .toList());
  }

  private static String file(Source source) {
    return source.source().substring(PREFIX.length());
  }

  /** By links, too, nothing is reached that lies elsewhere. */
  private static Path inside(Path folder, String file) {
    try {
      Path root = folder.toRealPath();
      Path clip = root.resolve(file).toRealPath();
      if (clip.startsWith(root) && Files.isRegularFile(clip)) {
        return clip;
      }
    } catch (IOException | InvalidPathException e) {
      // refused below, as one that lies elsewhere is
    }
    throw Refusal.bad("file", "must be the name of a clip in the folder of clips");
  }

  private static String digest(Path clip) {
    try {
      return Files.size(clip) + "-" + Files.getLastModifiedTime(clip).toMillis();
    } catch (IOException e) {
      throw Refusal.bad("file", "cannot be read");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
