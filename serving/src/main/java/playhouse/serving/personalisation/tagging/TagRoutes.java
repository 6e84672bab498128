package playhouse.serving.personalisation.tagging;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.models.tagging.Taxonomy;
import playhouse.serving.personalisation.tagging.StoredTag.Decision;
import playhouse.serving.personalisation.tagging.StoredTag.State;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Tags of titles over HTTP: what there are, what waits for people, and what they say. */
public final class TagRoutes implements Routes {
  static final String SYSTEM = "S6.4";

  private static final String UNCERTAIN = "uncertain";
  private static final String SUREST = "surest";

  private final ServicesDatabase database;
  private final Titles titles;
  private final TagIndex index;
  private final Clock clock;

  /** What somebody says of a tag. */
  record Said(
      @JsonPropertyDescription("accepted or rejected.")
          @NotNull
          @Pattern(regexp = "accepted|rejected")
          String decision,
      @JsonPropertyDescription("Why; must be said of what is rejected.")
          @Size(max = 500)
          @org.jspecify.annotations.Nullable
          String reason) {}

  /** The tags that there are. */
  record AllTags(List<Taxonomy.Node> items) {}

  /** Those of a title. */
  record TitleTags(List<TagView> items) {}

  /** A page of them. */
  record Some(List<TagView> items, Optional<String> next) {}

  /** In that database, known at once to this memory. */
  public TagRoutes(ServicesDatabase database, Titles titles, TagIndex index, Clock clock) {
    this.database = database;
    this.titles = titles;
    this.index = index;
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/tags",
                "The tags that there are: nodes of IAB Tech Lab's Content Taxonomy 3.1, and ours.")
            .may(Role.values())
            .lists()
            .gives(AllTags.class)
            .read(request -> Answer.ok(new AllTags(Taxonomy.bundled().all()))),
        Endpoint.get("/v1/tags/suggestions", "What waits for somebody to agree.")
            .may(Role.OPERATOR, Role.MODERATOR, Role.CREATOR)
            .filter("order", "uncertain, if not said: the least certain first; or surest.")
            .filter("tag", "Of that tag alone.")
            .pages()
            .gives(Some.class)
            .read(this::waiting),
        Endpoint.get("/v1/titles/{id}/tags", "Tags of a title, with what speaks for them.")
            .may(Role.OPERATOR, Role.MODERATOR, Role.CREATOR, Role.ANALYST, Role.SERVICE)
            .filter(
                "at",
                "Only those that others go by at that moment of the title, in media milliseconds.")
            .gives(TitleTags.class)
            .read(this::ofTitle),
        Endpoint.put(
                "/v1/titles/{id}/tags/{tag}",
                "Accepts or rejects a tag; one that nothing suggested can be accepted, too.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .takes(Said.class, "{\"decision\":\"rejected\",\"reason\":\"It only plays there.\"}")
            .gives(TagView.class)
            .write(this::decide));
  }

  private Answer waiting(Request request) {
    Page page = Page.of(request);
    boolean leastCertain =
        Parameters.oneOf(request.http(), "order", Set.of(UNCERTAIN, SUREST), UNCERTAIN)
            .equals(UNCERTAIN);
    Optional<String> tag = request.query("tag");
    tag.ifPresent(TagRoutes::node);
    List<TagStore.Waiting> found =
        database.read(
            handle -> TagStore.waiting(handle, leastCertain, tag, page.before(), page.limit() + 1));
    return Answer.ok(
        new Some(
            page.cut(found).stream().map(one -> view(one.tag())).toList(),
            page.next(found, TagStore.Waiting::place)));
  }

  private Answer ofTitle(Request request) {
    String title = title(request);
    Predicate<StoredTag> wanted =
        request
            .query("at")
            .map(at -> Parameters.number(request.http(), "at", 0, Integer.MAX_VALUE, 0))
            .map(at -> fitting(title, at))
            .orElse(tag -> tag.state() != State.GONE);
    return Answer.ok(
        new TitleTags(
            database.read(handle -> TagStore.of(handle, title)).values().stream()
                .filter(wanted)
                .map(this::view)
                .sorted(TagView.IN_ORDER)
                .toList()));
  }

  private Predicate<StoredTag> fitting(String title, long positionMillis) {
    Set<String> those =
        index.at(title, positionMillis).stream().map(TagsApi.Tag::id).collect(Collectors.toSet());
    return tag -> those.contains(tag.tag());
  }

  private Answer decide(Request request, Handle tx) {
    Said said = request.body(Said.class);
    boolean accepts = said.decision().equals("accepted");
    Optional<String> reason =
        Optional.ofNullable(said.reason()).map(String::strip).filter(text -> !text.isEmpty());
    if (!accepts && reason.isEmpty()) {
      throw Refusal.bad("reason", "must be given for what is rejected");
    }
    String title = title(request);
    Taxonomy.Node node = node(request.path("tag"));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    TagStore.lock(tx, title);
    StoredTag before =
        Optional.ofNullable(TagStore.of(tx, title).get(node.id()))
            .or(() -> accepts ? Optional.of(unheardOf(title, node, now)) : Optional.empty())
            .orElseThrow(
                () -> Refusal.missing("nothing suggested " + node.id() + " of title " + title));
    Decision decision = new Decision(request.caller().subject(), reason, now);
    Optional<StoredTag> after = TagLife.decided(before, accepts, decision);
    after.ifPresent(
        tag -> {
          TagStore.put(tx, List.of(tag));
          TagFacts.tell(tx, List.of(tag), now);
        });
    StoredTag kept = after.orElse(before);
    return Answer.ok(view(kept)).then(() -> index.take(BriefStore.Brief.of(kept)));
  }

  /** What a person adds of themselves. */
  private static StoredTag unheardOf(String title, Taxonomy.Node node, Instant now) {
    return new StoredTag(
        0,
        title,
        node.id(),
        State.SUGGESTED,
        BigDecimal.ONE.setScale(3),
        Tagging.PERSON,
        List.of(),
        Set.of(),
        0,
        now,
        Optional.empty());
  }

  private String title(Request request) {
    String id = request.path("id");
    return titles
        .card(id)
        .orElseThrow(() -> Refusal.missing("no title " + id + " is offered"))
        .title();
  }

  private static Taxonomy.Node node(String tag) {
    return Taxonomy.bundled()
        .find(tag)
        .orElseThrow(() -> Refusal.missing("no tag is called " + tag + ": GET /v1/tags has them"));
  }

  private TagView view(StoredTag tag) {
    return TagView.of(tag, node(tag.tag()), titles.name(tag.title()));
  }
}
