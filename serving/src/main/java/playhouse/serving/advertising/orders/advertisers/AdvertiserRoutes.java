package playhouse.serving.advertising.orders.advertisers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Advertisers over HTTP. */
public final class AdvertiserRoutes implements Routes {
  private static final String SYSTEM = "S8.1";
  private static final Set<String> COUNTRIES = Set.of(java.util.Locale.getISOCountries());
  private static final String EXAMPLE =
      """
      {"name":"Tea House","domain":"tea.example","country":"DE","evidence":"HRB 12345 B","validUntil":"2099-12-31"}""";

  private final ServicesDatabase database;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** What an advertiser says of itself. */
  public record Wanted(
      @NotNull @Size(min = 1, max = 120) String name,
      @JsonPropertyDescription("Where it is found on the web, as ads.txt knows it.")
          @NotNull
          @Pattern(regexp = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,24}")
          String domain,
      @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
      @JsonPropertyDescription("What shows who it is, such as the number of a register.")
          @NotNull
          @Size(min = 1, max = 400)
          String evidence,
      @JsonPropertyDescription("First day on which that is not valid any more.") @NotNull
          LocalDate validUntil) {}

  /** Some of them, the newest first. */
  public record Advertisers(List<Advertiser> items, Optional<String> next) {}

  /** From that database. */
  public AdvertiserRoutes(ServicesDatabase database, Clock clock, Supplier<UUID> ids) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/ads/advertisers", "Says who one is that orders ads.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(201, Advertiser.class)
            .write(this::add),
        Endpoint.get("/v1/ads/advertisers", "Advertisers that one speaks for.")
            .may(Role.ADVERTISER, Role.OPERATOR, Role.MODERATOR)
            .pages()
            .gives(Advertisers.class)
            .read(this::all),
        Endpoint.get("/v1/ads/advertisers/{id}", "An advertiser.")
            .may(Role.ADVERTISER, Role.OPERATOR, Role.MODERATOR)
            .gives(Advertiser.class)
            .read(this::one),
        Endpoint.put("/v1/ads/advertisers/{id}", "Says something else; it is looked at anew.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(Advertiser.class)
            .write(this::change));
  }

  private Answer add(Request request, Handle tx) {
    Advertiser added = AdvertiserStore.add(tx, said(request, ids.get(), request.caller().owner()));
    return Answer.created("/v1/ads/advertisers/" + added.id(), added);
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    List<Advertiser> found =
        database.read(
            handle ->
                AdvertiserStore.of(
                    handle, Owned.by(request.caller()), page.before(), page.limit() + 1));
    return Answer.ok(new Advertisers(page.cut(found), page.next(found, Advertiser::number)));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(database.read(handle -> Owned.advertiser(handle, request.caller(), id)));
  }

  private Answer change(Request request, Handle tx) {
    Advertiser before = Owned.advertiser(tx, request.caller(), request.id("id"));
    AdvertiserStore.lock(tx, before.id());
    return Answer.ok(AdvertiserStore.change(tx, said(request, before.id(), before.owner())));
  }

  private Advertiser said(Request request, UUID id, String owner) {
    Wanted wanted = request.body(Wanted.class);
    if (!COUNTRIES.contains(wanted.country())) {
      throw Refusal.bad("country", "must be a country of ISO 3166-1, such as DE");
    }
    if (!wanted.validUntil().isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      throw Refusal.bad("validUntil", "must be a day to come");
    }
    return new Advertiser(
        id,
        0,
        owner,
        wanted.name(),
        wanted.domain(),
        wanted.country(),
        wanted.evidence(),
        wanted.validUntil(),
        "submitted",
        "",
        1,
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
