package playhouse.serving.advertising.orders.reviews;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.advertisers.Advertiser;
import playhouse.serving.advertising.orders.advertisers.AdvertiserStore;
import playhouse.serving.advertising.orders.creatives.CreativeStore;
import playhouse.serving.advertising.orders.creatives.Submission;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What waits for somebody's decision, and decisions, over HTTP. */
public final class ReviewRoutes implements Routes {
  private static final String SYSTEM = "S8.1";
  private static final String ADVERTISER = "advertiser";
  private static final int MOST = 100;

  private final ServicesDatabase database;
  private final Clock clock;

  /** What somebody decides. */
  public record Wanted(
      @NotNull @Pattern(regexp = "advertiser|creative") String kind,
      @NotNull UUID subject,
      @JsonPropertyDescription("That was looked at: what was changed meanwhile is not decided of.")
          @Min(1)
          int version,
      @NotNull @Pattern(regexp = "approved|refused|suspended") String decision,
      @NotNull @Size(min = 1, max = 400) String reason) {}

  /** What nobody has decided of yet: the longest waiting first, 100 of each at most. */
  public record Waiting(List<Advertiser> advertisers, List<Submission> creatives) {}

  /** Some decisions, the newest first. */
  public record Decisions(List<Decision> items, Optional<String> next) {}

  /** From that database. */
  public ReviewRoutes(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/ads/reviews/waiting", "Advertisers and creatives to be decided of.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .gives(Waiting.class)
            .read(
                request ->
                    Answer.ok(
                        database.read(
                            handle ->
                                new Waiting(
                                    AdvertiserStore.waiting(handle, MOST),
                                    CreativeStore.waiting(handle, MOST))))),
        Endpoint.get("/v1/ads/reviews", "What was decided, by whom and why.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .pages()
            .filter("subject", "Of that advertiser or creative only.")
            .gives(Decisions.class)
            .read(this::all),
        Endpoint.post("/v1/ads/reviews", "Decides of an advertiser or a creative.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .takes(
                Wanted.class,
                """
                {"kind":"creative","subject":"7c0de0f1-0000-4000-8000-000000000003","version":1,"decision":"approved","reason":"fits"}""")
            .gives(201, Decision.class)
            .write(this::decide));
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    Optional<UUID> subject = request.query("subject").map(ReviewRoutes::id);
    List<Decision> found =
        database.read(handle -> ReviewStore.of(handle, subject, page.before(), page.limit() + 1));
    return Answer.ok(new Decisions(page.cut(found), page.next(found, Decision::number)));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("subject", "must be a UUID");
    }
  }

  private Answer decide(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    if (wanted.kind().equals(ADVERTISER)) {
      Advertiser there =
          AdvertiserStore.lock(tx, wanted.subject()).orElseThrow(ReviewRoutes::missing);
      same(wanted, there.version());
      AdvertiserStore.decide(tx, there.id(), wanted.decision(), wanted.reason());
    } else {
      Submission there =
          CreativeStore.lock(tx, wanted.subject()).orElseThrow(ReviewRoutes::missing);
      same(wanted, there.version());
      creative(wanted, there);
      CreativeStore.decide(tx, there.id(), state(wanted.decision()), wanted.reason());
    }
    Decision decided =
        ReviewStore.add(
            tx,
            new Decision(
                0,
                wanted.kind(),
                wanted.subject(),
                wanted.version(),
                wanted.decision(),
                wanted.reason(),
                request.caller().subject(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return Answer.created("/v1/ads/reviews?subject=" + wanted.subject(), decided);
  }

  private static Refusal missing() {
    return Refusal.missing("there is nothing of that id to be decided of");
  }

  private static void same(Wanted wanted, int version) {
    if (wanted.version() != version) {
      throw Refusal.conflict(
          "review_outdated", "it was changed: look at version " + version + " of it");
    }
  }

  /** What a machine has refused, or not looked at yet, nobody approves. */
  private static void creative(Wanted wanted, Submission there) {
    boolean passed = !there.checks().isEmpty();
    for (Submission.Check check : there.checks()) {
      passed &= check.passed();
    }
    if (wanted.decision().equals("approved") && !passed) {
      throw Refusal.conflict(
          "creative_unchecked", "its files were not found to be as they must be");
    }
  }

  private static String state(String decision) {
    return decision.equals("suspended") ? "refused" : decision;
  }
}
