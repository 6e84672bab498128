package playhouse.serving.advertising.orders.creatives;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.advertisers.Owned;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Creatives over HTTP. */
public final class CreativeRoutes implements Routes {
  private static final String SYSTEM = "S8.1";
  private static final String FILM =
      """
      {"name":"Tea, 15 s","registry":"unknown","adId":"unknown","durationMillis":15000,
      "media":[{"url":"https://cdn.tea.example/tea.mp4","type":"video/mp4","width":1280,"height":720,"kilobits":2500}],
      "clickThrough":"https://tea.example/spring","domains":["tea.example"],"categories":["210"],"age":0}""";

  private final ServicesDatabase database;
  private final Policy policy;
  private final Supplier<UUID> ids;

  /** One that is handed in. */
  public record Wanted(@NotNull UUID advertiser, @NotNull @Valid Film film) {}

  /** Some of them, the newest first. */
  public record Creatives(List<Submission> items, Optional<String> next) {}

  /** From that database, by that policy. */
  public CreativeRoutes(ServicesDatabase database, Policy policy, Supplier<UUID> ids) {
    this.database = database;
    this.policy = policy;
    this.ids = ids;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/ads/creatives", "Hands in something to be shown; it is looked at.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(
                Wanted.class,
                "{\"advertiser\":\"7c0de0f1-0000-4000-8000-000000000001\",\"film\":%s}"
                    .formatted(FILM))
            .gives(201, Submission.class)
            .write(this::add),
        Endpoint.get("/v1/ads/creatives", "Creatives of advertisers that one speaks for.")
            .may(Role.ADVERTISER, Role.OPERATOR, Role.MODERATOR)
            .pages()
            .gives(Creatives.class)
            .read(this::all),
        Endpoint.get("/v1/ads/creatives/{id}", "A creative, and what was found of it.")
            .may(Role.ADVERTISER, Role.OPERATOR, Role.MODERATOR)
            .gives(Submission.class)
            .read(
                request ->
                    Answer.ok(
                        database.read(
                            handle ->
                                owned(
                                    handle,
                                    request.caller(),
                                    CreativeStore.find(handle, request.id("id")))))),
        Endpoint.put("/v1/ads/creatives/{id}", "Hands in another; it is looked at anew.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(Film.class, FILM)
            .gives(Submission.class)
            .write(this::change));
  }

  private static Submission owned(Handle handle, Caller caller, Optional<Submission> found) {
    Submission one = found.orElseThrow(() -> Refusal.missing("there is no such creative"));
    Owned.advertiser(handle, caller, one.advertiser());
    return one;
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    policy.check(wanted.film());
    UUID advertiser = Owned.advertiser(tx, request.caller(), wanted.advertiser()).id();
    Submission added = CreativeStore.add(tx, ids.get(), advertiser, wanted.film());
    return Answer.created("/v1/ads/creatives/" + added.id(), added);
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    List<Submission> found =
        database.read(
            handle ->
                CreativeStore.of(
                    handle, Owned.by(request.caller()), page.before(), page.limit() + 1));
    return Answer.ok(new Creatives(page.cut(found), page.next(found, Submission::number)));
  }

  private Answer change(Request request, Handle tx) {
    Film film = request.body(Film.class);
    policy.check(film);
    Submission before = owned(tx, request.caller(), CreativeStore.lock(tx, request.id("id")));
    return Answer.ok(
        before.film().equals(film) ? before : CreativeStore.change(tx, before.id(), film));
  }
}
