package playhouse.serving.personalisation.tagging;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.models.tagging.BadSubtitles;
import playhouse.models.tagging.Passage;
import playhouse.models.tagging.SubtitleTagger;
import playhouse.models.tagging.Subtitles;
import playhouse.models.tagging.Suggestion;
import playhouse.serving.personalisation.tagging.SourceStore.Source;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Subtitles and clips that tags are taken from, over HTTP. */
public final class SourceRoutes implements Routes {
  /** Subtitles of a long film are a fifth of that. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

  /** Different sources that a title may have. */
  private static final int MOST_SOURCES = 100;

  private final ServicesDatabase database;
  private final Titles titles;
  private final Clips clips;
  private final SubtitleTagger tagger = new SubtitleTagger();
  private final Clock clock;

  /** Which clip is to be looked at. */
  record Clip(
      @JsonPropertyDescription("Its name in the folder that PLAYHOUSE_TAGGING_CLIPS names.")
          @NotNull
          @Size(min = 1, max = 200)
          @Pattern(regexp = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*")
          String file) {}

  /** What tags of a title are taken from, and what became of it. */
  record SourceView(
      String title,
      String source,
      String state,
      Optional<String> problem,
      String model,
      String who,
      Instant at) {}

  /** All that a title has. */
  record Sources(List<SourceView> items) {}

  /** In that database. */
  public SourceRoutes(ServicesDatabase database, Titles titles, Clips clips, Clock clock) {
    this.database = database;
    this.titles = titles;
    this.clips = clips;
    this.clock = clock;
  }

  @Override
  public String system() {
    return TagRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/titles/{id}/tag-sources", "What tags of a title are taken from.")
            .may(Role.OPERATOR, Role.MODERATOR, Role.CREATOR, Role.SERVICE)
            .lists()
            .gives(Sources.class)
            .read(this::list),
        Endpoint.put(
                "/v1/titles/{id}/subtitles/{language}",
                "Reads subtitles (WebVTT or SubRip, the body as it is) for tags, in place of those"
                    + " read before.")
            .may(Role.OPERATOR, Role.SERVICE)
            .gives(SourceView.class)
            .writeAfter(this::subtitles),
        Endpoint.post("/v1/titles/{id}/clips", "Has a clip looked at for tags, in a while.")
            .may(Role.OPERATOR, Role.SERVICE)
            .takes(Clip.class, "{\"file\":\"trailer.mp4\"}")
            .gives(202, SourceView.class)
            .writeAfter(this::clip));
  }

  private Answer list(Request request) {
    String title = title(request);
    return Answer.ok(
        new Sources(
            database.read(handle -> SourceStore.of(handle, title)).stream()
                .map(SourceRoutes::view)
                .toList()));
  }

  /** They are read before the transaction. */
  private Function<Handle, Answer> subtitles(Request request) {
    String title = title(request);
    String language = request.path("language");
    if (!language.matches(LANGUAGE) || language.length() > 35) {
      throw Refusal.bad("language", "must be a language tag such as en or zh-Hans");
    }
    List<Passage> cues = cues(request);
    List<Suggestion> tags = tagger.tag(cues);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Source source =
        new Source(
            title,
            "subtitles:" + language,
            Tagging.digest(cues),
            SubtitleTagger.MODEL,
            "done",
            Optional.empty(),
            request.caller().subject(),
            now);
    return tx -> {
      Optional<Source> before = before(tx, source);
      if (before.filter(one -> one.isOf(source.digest(), source.model())).isPresent()) {
        return Answer.ok(view(before.get()));
      }
      TagFacts.tell(tx, Readings.take(tx, source, tags, TagStore.agreements(tx), now), now);
      return Answer.ok(view(source));
    };
  }

  private Function<Handle, Answer> clip(Request request) {
    Clip clip = request.body(Clip.class);
    Source source = clips.waiting(title(request), clip.file(), request.caller().subject());
    return tx -> {
      Optional<Source> before = before(tx, source);
      if (before.filter(one -> one.isOf(source.digest(), source.model())).isPresent()) {
        return Answer.accepted(view(before.get()));
      }
      SourceStore.put(tx, source);
      return Answer.accepted(view(source));
    };
  }

  /** The same source as it was read before; what comes meanwhile waits. */
  private static Optional<Source> before(Handle tx, Source source) {
    TagStore.lock(tx, source.title());
    List<Source> all = SourceStore.of(tx, source.title());
    Optional<Source> before =
        all.stream().filter(one -> one.source().equals(source.source())).findFirst();
    if (before.isEmpty() && all.size() >= MOST_SOURCES) {
      throw Refusal.conflict(
          "too_many_sources",
          "a title has " + MOST_SOURCES + " texts, subtitles and clips at most");
    }
    return before;
  }

  private static List<Passage> cues(Request request) {
    try {
      return Subtitles.read(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(request.bytes(MOST_BYTES)))
              .toString());
    } catch (CharacterCodingException e) {
      throw Refusal.bad("body", "must be UTF-8");
    } catch (BadSubtitles e) {
      throw Refusal.bad("body", "cannot be read: " + e.getMessage());
    }
  }

  private String title(Request request) {
    String id = request.path("id");
    return titles
        .card(id)
        .orElseThrow(() -> Refusal.missing("no title " + id + " is offered"))
        .title();
  }

  private static SourceView view(Source source) {
    return new SourceView(
        source.title(),
        source.source(),
        source.state(),
        source.problem(),
        source.model(),
        source.who(),
        source.at());
  }
}
