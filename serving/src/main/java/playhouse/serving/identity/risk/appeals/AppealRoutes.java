package playhouse.serving.identity.risk.appeals;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Appeals over HTTP: by anybody who was refused, and for those who decide. */
public final class AppealRoutes implements Routes {
  private static final String ALL = "/v1/sign-up/appeals";
  private static final Set<String> STATES = Set.of("open", "granted", "refused");
  private static final int MOST = 100;

  private final ServicesDatabase database;
  private final Appeals appeals;
  private final Peers peers;

  /** Why somebody was refused wrongly. */
  public record Wanted(
      @JsonPropertyDescription("Id of the judgement, as it was told with the refusal.") @NotNull
          UUID judgement,
      @JsonPropertyDescription("What they wanted to sign up with.") @NotBlank @Size(max = 254)
          String address,
      @NotBlank @Size(max = 1000) String statement) {}

  /** What was decided. */
  public record Decision(
      @NotNull @Pattern(regexp = "grant|refuse") String decision,
      @NotBlank @Size(max = 500) String note) {}

  /** How an appeal stands, for whoever made it. */
  public record Standing(UUID id, String state) {
    private static Standing of(Appeal appeal) {
      return new Standing(appeal.id(), appeal.state());
    }
  }

  /**
   * An appeal, for those who decide.
   *
   * @param reasons why it was judged so, the weightiest first
   */
  public record View(
      UUID id,
      UUID judgement,
      UUID account,
      Optional<String> statement,
      String state,
      double score,
      @JsonRawValue String reasons,
      Instant created,
      Optional<Instant> decided,
      Optional<String> author,
      Optional<String> note) {
    private static View of(Appeal a) {
      return new View(
          a.id(),
          a.judgement(),
          a.account(),
          a.statement(),
          a.state(),
          a.score(),
          a.reasons(),
          a.created(),
          a.decided(),
          a.author(),
          a.note());
    }
  }

  /** The oldest first. */
  public record All(List<View> items) {}

  /** Answers from there. */
  public AppealRoutes(ServicesDatabase database, Appeals appeals, Peers peers) {
    this.database = database;
    this.appeals = appeals;
    this.peers = peers;
  }

  @Override
  public String system() {
    return "S4.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ALL, "Says that a sign-up was refused wrongly.")
            .open()
            .takes(
                Wanted.class,
                "{\"judgement\":\"6f1a9c2e-0b7d-4c1e-9c51-0d8a7f3e2b10\","
                    + "\"address\":\"ana@example.com\",\"statement\":\"It is my own address.\"}")
            .gives(201, Standing.class)
            .write(this::file),
        Endpoint.get(ALL + "/{id}/state", "How an appeal stands; for whoever knows its id.")
            .open()
            .gives(Standing.class)
            .read(this::standing),
        Endpoint.get(ALL, "Appeals against refused sign-ups, the oldest first.")
            .may(Role.AGENT, Role.MODERATOR)
            .filter("state", "open, granted or refused; open if not given.")
            .gives(All.class)
            .read(this::all),
        Endpoint.get(ALL + "/{id}", "An appeal with why it was judged so.")
            .may(Role.AGENT, Role.MODERATOR)
            .gives(View.class)
            .read(this::one),
        Endpoint.post(ALL + "/{id}/decision", "Decides an appeal; who is believed is let in.")
            .may(Role.AGENT, Role.MODERATOR)
            .takes(Decision.class, "{\"decision\":\"grant\",\"note\":\"a school's network\"}")
            .gives(View.class)
            .write(this::decide));
  }

  private Answer file(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Appeal filed =
        appeals.file(
            tx, wanted.judgement(), wanted.address(), wanted.statement(), peers.ip(request));
    return Answer.created(ALL + "/" + filed.id() + "/state", Standing.of(filed));
  }

  private Answer standing(Request request) {
    return Answer.ok(Standing.of(find(request)));
  }

  private Answer all(Request request) {
    String state = request.query("state").orElse("open");
    if (!STATES.contains(state)) {
      throw Refusal.bad("state", "must be open, granted or refused");
    }
    return Answer.ok(
        new All(
            database.read(
                handle -> AppealStore.all(handle, state, MOST).stream().map(View::of).toList())));
  }

  private Answer one(Request request) {
    return Answer.ok(View.of(find(request)));
  }

  private Answer decide(Request request, Handle tx) {
    Decision decision = request.body(Decision.class);
    return Answer.ok(
        View.of(
            appeals.decide(
                tx,
                request.id("id"),
                decision.decision().equals("grant"),
                request.caller().subject(),
                decision.note())));
  }

  private Appeal find(Request request) {
    UUID id = request.id("id");
    return database
        .read(handle -> AppealStore.find(handle, id))
        .orElseThrow(() -> Refusal.missing("there is no such appeal"));
  }
}
