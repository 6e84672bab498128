package playhouse.serving.billing.fraud;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Payments that people look at, over HTTP. */
public final class CaseRoutes implements Routes {
  private static final Role[] PEOPLE = {Role.OPERATOR, Role.AGENT};

  private final ServicesDatabase database;
  private final Cases cases;

  /** One as callers see it. */
  public record View(
      UUID id,
      UUID payment,
      UUID person,
      List<String> reasons,
      Instant opened,
      Optional<String> claimedBy,
      Optional<Instant> claimedUntil,
      Optional<String> decision,
      Optional<String> note,
      Optional<String> decidedBy) {
    private static View of(CaseStore.Case found) {
      return new View(
          found.id(),
          found.payment(),
          found.person(),
          List.of(found.reasons().split(",", -1)),
          found.opened(),
          found.claimedBy(),
          found.claimedUntil(),
          found.decision(),
          found.note(),
          found.decidedBy());
    }
  }

  /** Open ones, the newest first. */
  public record All(List<View> items, Optional<String> next) {}

  /** What somebody found. */
  public record Decision(
      @NotNull @Pattern(regexp = "genuine|fraud") String decision,
      @NotNull @Size(min = 3, max = 500) String note) {}

  /** Of that database. */
  public CaseRoutes(ServicesDatabase database, Cases cases) {
    this.database = database;
    this.cases = cases;
  }

  @Override
  public String system() {
    return "S5.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/fraud/cases", "Payments that wait for people to look at them.")
            .may(PEOPLE)
            .pages()
            .gives(All.class)
            .read(this::open),
        Endpoint.post("/v1/fraud/cases/{id}/claim", "Takes a case for a quarter of an hour.")
            .may(PEOPLE)
            .gives(View.class)
            .write(
                (request, tx) ->
                    Answer.ok(
                        View.of(cases.claim(tx, request.id("id"), request.caller().subject())))),
        Endpoint.post("/v1/fraud/cases/{id}/decision", "Says what a payment is.")
            .may(PEOPLE)
            .takes(Decision.class, "{\"decision\":\"genuine\",\"note\":\"called the payer\"}")
            .gives(View.class)
            .write(this::decide));
  }

  private Answer open(Request request) {
    Page page = Page.of(request);
    List<CaseStore.Case> found =
        database.read(handle -> CaseStore.open(handle, page.before(), page.limit() + 1));
    return Answer.ok(
        new All(
            page.cut(found).stream().map(View::of).toList(),
            page.next(found, CaseStore.Case::number)));
  }

  private Answer decide(Request request, Handle tx) {
    Decision wanted = request.body(Decision.class);
    return Answer.ok(
        View.of(
            cases.decide(
                tx,
                request.id("id"),
                wanted.decision().equals("genuine"),
                wanted.note(),
                request.caller().subject())));
  }
}
