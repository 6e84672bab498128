package playhouse.serving.identity.settings;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.Ways;
import playhouse.serving.identity.signin.WaysIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What else lets in to one's own account, looked at and taken away in one call. */
public final class WaysRoutes implements Routes {
  private static final String AT = "/v1/account/ways-in";

  /** Without them an account is less safe, so they go only if they are named. */
  private static final Set<String> NAMED_ONLY = Set.of("factor");

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SecondFactors factors;
  private final Ways ways;

  /**
   * All of them.
   *
   * @param password whether there is one
   * @param review since when they are to be looked at; empty if they need not be
   */
  public record All(List<WaysIn.Way> items, boolean password, Optional<Instant> review) {}

  /** One that is not wanted. */
  public record Unwanted(
      @NotNull @Size(min = 1, max = 32) String kind, @NotNull @Size(min = 1, max = 64) String id) {}

  /** What is to go. */
  public record Review(
      @JsonPropertyDescription("Which are to go; none if not said.") @Nullable @Size(max = 100)
          List<@NotNull @Valid Unwanted> remove,
      @JsonPropertyDescription("Whether all are to go but second factors and what is asked from.")
          @Nullable Boolean all) {}

  /** With these. */
  public WaysRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SecondFactors factors,
      Ways ways) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.factors = factors;
    this.ways = ways;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(AT, "What lets in to one's account.")
            .may(Sessions.owners())
            .gives(All.class)
            .read(
                request ->
                    database.read(
                        handle ->
                            Answer.ok(
                                all(
                                    handle,
                                    accounts.get(
                                        handle, sessions.of(handle, request).account()))))),
        Endpoint.post(AT + "/review", "Takes away what is not wanted; the rest was looked at.")
            .may(Sessions.owners())
            .secret()
            .takes(Review.class, "{\"remove\":[],\"all\":false}")
            .gives(All.class)
            .write(this::review));
  }

  private All all(Handle handle, Account account) {
    return new All(
        ways.of(handle, account.id()),
        account.password().isPresent(),
        accounts.review(handle, account.id()));
  }

  private Answer review(Request request, Handle tx) {
    Review review = request.body(Review.class);
    Session session = sessions.of(tx, request);
    Account account = accounts.locked(tx, session.account());
    sessions.fresh(tx, request, !factors.of(tx, account.id()).isEmpty());
    List<Unwanted> named = Optional.ofNullable(review.remove()).orElse(List.of());
    List<WaysIn.Way> known = ways.of(tx, account.id());
    for (Unwanted each : named) {
      if (known.stream().noneMatch(way -> is(way, each))) {
        throw Refusal.missing("there is no such way in");
      }
    }
    boolean all = Boolean.TRUE.equals(review.all());
    List<WaysIn.Way> unwanted =
        known.stream()
            .filter(
                way ->
                    named.stream().anyMatch(each -> is(way, each))
                        || (all && !NAMED_ONLY.contains(way.kind())))
            .filter(way -> !own(session, way))
            .toList();
    ways.review(tx, account, session, unwanted);
    return Answer.ok(all(tx, account));
  }

  private static boolean is(WaysIn.Way way, Unwanted unwanted) {
    return way.kind().equals(unwanted.kind()) && way.id().equals(unwanted.id());
  }

  /** What is asked from ends by signing out. */
  private static boolean own(Session asking, WaysIn.Way way) {
    return way.id().equals(asking.id().toString())
        || asking.device().filter(device -> way.id().equals(device.toString())).isPresent();
  }
}
