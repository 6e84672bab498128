package playhouse.serving.analytics.boards;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.warehouse.Kpi;

/** Targets over HTTP. Everybody sees the same ones. */
public final class TargetRoutes implements Routes {
  private static final int MOST = 2_000;
  private static final String AT = "/v1/targets/{kpi}/{measure}";

  private final ServicesDatabase database;
  private final Definitions definitions;
  private final Clock clock;

  /** A target as somebody wants it. */
  public record Wanted(
      @JsonPropertyDescription("In the measure's unit.")
          @NotNull
          @Digits(integer = 24, fraction = 12)
          BigDecimal level,
      @JsonPropertyDescription("The KPI's usual one if not said.") @Nullable @Size(max = 16)
          String grain,
      @JsonPropertyDescription("One slice; the whole if not said.") @Nullable @Size(max = 256)
          String by) {}

  /** All that were set. */
  public record All(List<Target> items) {}

  /** Answers from there. */
  public TargetRoutes(ServicesDatabase database, Definitions definitions, Clock clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S9.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/targets", "What numbers are meant to be.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .gives(All.class)
            .read(this::all),
        Endpoint.put(AT, "Sets what a number is meant to be.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(Wanted.class, "{\"level\":0.6}")
            .gives(Target.class)
            .write(this::set),
        Endpoint.delete(AT, "Takes a target away.")
            .may(Role.ANALYST, Role.OPERATOR)
            .filter("grain", "The KPI's usual one if not said.")
            .filter("by", "One slice; the whole if not said.")
            .givesNothing()
            .write(this::remove));
  }

  private Answer all(Request unused) {
    return Answer.ok(new All(database.read(handle -> TargetStore.all(handle, MOST))));
  }

  private Answer set(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Target target =
        target(
            request,
            Optional.ofNullable(wanted.grain()),
            Optional.ofNullable(wanted.by()),
            wanted.level());
    TargetStore.set(tx, target);
    return Answer.ok(target);
  }

  private Answer remove(Request request, Handle tx) {
    Target target = target(request, request.query("grain"), request.query("by"), BigDecimal.ZERO);
    if (!TargetStore.remove(tx, target)) {
      throw Refusal.missing("there is no such target");
    }
    return Answer.done();
  }

  private Target target(
      Request request, Optional<String> grain, Optional<String> by, BigDecimal level) {
    Kpi kpi = definitions.find(request.path("kpi"));
    String slice = Question.by(by.orElse(""), kpi);
    if (!slice.isEmpty() && slice.indexOf('=') < 0) {
      throw Refusal.bad("by", "must name one slice, such as " + slice + "=…");
    }
    return new Target(
        kpi.id(),
        Question.measure(request.path("measure"), kpi),
        grain.map(word -> Question.grain(word, kpi)).orElseGet(() -> Question.usual(kpi)).word(),
        slice,
        level,
        request.caller().owner(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
