package playhouse.serving.personalisation.weights;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Weights over HTTP. */
public final class WeightRoutes implements Routes {
  private final ServicesDatabase database;
  private final CurrentWeights current;
  private final Clock clock;

  /** What each outcome is to be worth, and why. */
  record Said(
      @NotNull @DecimalMin("-10") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
          BigDecimal start,
      @NotNull @DecimalMin("-10") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
          BigDecimal complete,
      @NotNull @DecimalMin("-10") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
          BigDecimal like,
      @NotNull @DecimalMin("-10") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
          BigDecimal share,
      @JsonPropertyDescription("Less than 0: a title that is waved away costs something.")
          @NotNull
          @DecimalMin("-10")
          @DecimalMax("10")
          @Digits(integer = 2, fraction = 6)
          BigDecimal dismiss,
      @NotNull @DecimalMin("-10") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
          BigDecimal churn,
      @NotNull @Size(min = 10, max = 2_000) String reason) {}

  /** The settings, newest first; the first of the first page holds. */
  record Settings(List<WeightStore.Kept> items, Optional<String> next) {}

  /** In that database, known at once to this memory. */
  public WeightRoutes(ServicesDatabase database, CurrentWeights current, Clock clock) {
    this.database = database;
    this.current = current;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S6.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/recommendation-weights",
                "What outcomes of showing a title are and were worth, newest first; none while what"
                    + " the program brings holds.")
            .may(Role.ANALYST, Role.OPERATOR)
            .pages()
            .gives(Settings.class)
            .read(this::list),
        Endpoint.put(
                "/v1/recommendation-weights",
                "Says what outcomes of showing a title are worth from now on. The same said again"
                    + " makes no new version.")
            .may(Role.OPERATOR)
            .takes(
                Said.class,
                """
                {"start":1,"complete":1,"like":0.5,"share":0.25,"dismiss":-1.5,"churn":-0.5,
                 "reason":"As before the test of autumn."}
                """)
            .gives(WeightStore.Kept.class)
            .write(this::set));
  }

  private Answer list(Request request) {
    Page page = Page.of(request);
    List<WeightStore.Kept> found =
        database.read(handle -> WeightStore.newest(handle, page.before(), page.limit() + 1));
    return Answer.ok(new Settings(page.cut(found), page.next(found, WeightStore.Kept::version)));
  }

  private Answer set(Request request, Handle tx) {
    Said said = request.body(Said.class);
    WeightStore.Kept fresh =
        new WeightStore.Kept(
            0,
            said.start(),
            said.complete(),
            said.like(),
            said.share(),
            said.dismiss(),
            said.churn(),
            said.reason(),
            request.caller().subject(),
            now());
    WeightStore.Kept kept =
        WeightStore.locked(tx).filter(fresh::says).orElseGet(() -> WeightStore.add(tx, fresh));
    return Answer.ok(kept).then(() -> current.set(kept.weights()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
