package playhouse.serving.billing.reconciliation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What does not match, over HTTP, for those who work it down to nothing. */
public final class MismatchRoutes implements Routes {
  private final ServicesDatabase database;
  private final Mismatches mismatches;
  private final Clock clock;

  /** What was done about one. */
  public record Action(Instant at, String who, String what, String note) {}

  /**
   * One as callers see it.
   *
   * @param difference the statement less the ledger
   * @param suggestion what is best done about it; empty if nothing is to be done any more
   */
  public record View(
      long number,
      UUID id,
      String kind,
      String side,
      String subject,
      String statement,
      LocalDate day,
      Money difference,
      long ageDays,
      String state,
      Optional<String> suggestion,
      Optional<String> resolution,
      Optional<LocalDate> carried,
      List<Action> actions) {}

  /** Some, the newest first. */
  public record All(List<View> items, Optional<String> next) {}

  /** What is to be done about one. */
  public record Wanted(
      @JsonPropertyDescription("post, write-off, match or again.")
          @NotNull
          @Pattern(regexp = "post|write-off|match|again")
          String how,
      @JsonPropertyDescription("With match: the other one.") @Nullable UUID with,
      @JsonPropertyDescription("Why.") @NotNull @Size(min = 3, max = 500) String note) {}

  /** Of that database. */
  public MismatchRoutes(ServicesDatabase database, Reconciliation books, Clock clock) {
    this.database = database;
    this.mismatches = new Mismatches(books);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/reconciliation/exceptions", "What does not match, the newest first.")
            .may(Role.OPERATOR, Role.ANALYST, Role.SERVICE)
            .filter("state", "open, or all; open if not said.")
            .pages()
            .gives(All.class)
            .read(this::all),
        Endpoint.post(
                "/v1/reconciliation/exceptions/{id}/resolution",
                "Settles one: takes it in, gives it up, or says what it is the same as.")
            .may(Role.OPERATOR)
            .takes(Wanted.class, "{\"how\":\"post\",\"note\":\"the provider looks into it\"}")
            .gives(View.class)
            .write(this::decide));
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    String state = request.query("state").orElse("open");
    if (!List.of("open", "all").contains(state)) {
      throw Refusal.bad("state", "must be open or all");
    }
    return Answer.ok(
        database.read(
            handle -> {
              List<Mismatch> found =
                  MismatchStore.newest(
                      handle, state.equals("open"), page.before(), page.limit() + 1);
              return new All(
                  page.cut(found).stream().map(one -> view(handle, one)).toList(),
                  page.next(found, Mismatch::number));
            }));
  }

  private Answer decide(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    return Answer.ok(
        view(
            tx,
            mismatches.decide(
                tx,
                request.id("id"),
                Mismatches.How.valueOf(wanted.how().toUpperCase(Locale.ROOT).replace('-', '_')),
                Optional.ofNullable(wanted.with()),
                request.caller().subject(),
                wanted.note())));
  }

  private View view(Handle handle, Mismatch m) {
    boolean resolved = m.state() == Mismatch.State.RESOLVED;
    return new View(
        m.number(),
        m.id(),
        m.kind().text(),
        m.side().name().toLowerCase(Locale.ROOT),
        m.subject(),
        m.statement(),
        m.day(),
        m.difference(),
        Math.max(0, Duration.between(m.opened(), clock.instant()).toDays()),
        m.state().name().toLowerCase(Locale.ROOT),
        resolved ? Optional.empty() : Optional.of(m.kind().suggestion()),
        m.resolution(),
        m.carried(),
        MismatchStore.actions(handle, m.id()));
  }
}
