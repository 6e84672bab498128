package playhouse.serving.billing.fraud;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.billing.fraud.seen.Signals;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What is seen of people, and lists of whom and what to trust, over HTTP. */
public final class FraudRoutes implements Routes {
  private static final String KIND = "device|ip|method|phone|address";
  private static final String HASH = "[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final ServicesDatabase database;
  private final Signals signals;
  private final Clock clock;

  /** Something that was seen of somebody. */
  public record Seen(
      @NotNull UUID person,
      @NotNull @Pattern(regexp = KIND) String kind,
      @JsonPropertyDescription("As it is; only a keyed hash of it is kept.")
          @NotNull
          @Size(min = 1, max = 200)
          String value) {}

  /** Something that is to be on a list. */
  public record Wanted(
      @NotNull @Pattern(regexp = KIND + "|person") String kind,
      @JsonPropertyDescription("As it is; or else its hash.") @Size(min = 1, max = 200)
          @Nullable String value,
      @JsonPropertyDescription("As a list that was exported tells it; or else its value.")
          @Pattern(regexp = HASH)
          @Nullable String hash,
      @NotNull @Pattern(regexp = "allow|deny|watch") String verdict,
      @NotNull @Size(min = 3, max = 200) String reason,
      @JsonPropertyDescription("For how many days.") @Min(1) @Max(3650) int days) {}

  /** Several at once. */
  public record Some(@NotNull @Size(min = 1, max = 200) List<@NotNull @Valid Wanted> items) {}

  /** What is on lists, in the order of the hashes. */
  public record Lists(List<ListStore.Entry> items, Optional<String> next) {}

  /** Of that database. */
  public FraudRoutes(ServicesDatabase database, Signals signals, Clock clock) {
    this.database = database;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/fraud/signals", "Takes what was seen of somebody.")
            .may(Role.SERVICE)
            .takes(
                Seen.class,
                "{\"person\":\"7c0de0f1-0000-4000-8000-000000000001\",\"kind\":\"ip\","
                    + "\"value\":\"192.0.2.7\"}")
            .givesNothing()
            .write(this::seen),
        Endpoint.post("/v1/fraud/lists", "Puts somebody or something on a list.")
            .may(Role.OPERATOR)
            .takes(
                Some.class,
                "{\"items\":[{\"kind\":\"device\",\"value\":\"example\",\"verdict\":\"watch\","
                    + "\"reason\":\"an example\",\"days\":1}]}")
            .gives(Lists.class)
            .write(this::put),
        Endpoint.get("/v1/fraud/lists", "Whom and what people trust, refuse or watch.")
            .may(Role.OPERATOR, Role.ANALYST)
            .pages()
            .gives(Lists.class)
            .read(this::lists),
        Endpoint.delete("/v1/fraud/lists/{kind}/{hash}", "Takes something off its list.")
            .may(Role.OPERATOR)
            .givesNothing()
            .write(this::remove));
  }

  private Answer seen(Request request, Handle tx) {
    Seen seen = request.body(Seen.class);
    signals.seen(tx, seen.person(), kind(seen.kind()), seen.value(), now());
    return Answer.done();
  }

  private Answer put(Request request, Handle tx) {
    List<ListStore.Entry> entries =
        request.body(Some.class).items().stream()
            .map(
                item ->
                    new ListStore.Entry(
                        item.kind(),
                        hash(item),
                        item.verdict(),
                        item.reason(),
                        request.caller().subject(),
                        now(),
                        now().plus(Duration.ofDays(item.days()))))
            .toList();
    entries.forEach(entry -> ListStore.put(tx, entry));
    return Answer.ok(new Lists(entries, Optional.empty()));
  }

  private String hash(Wanted item) {
    String value = item.value();
    String hash = item.hash();
    if (hash != null && value == null) {
      return hash;
    }
    if (value == null || hash != null) {
      throw Refusal.bad("items", "must each have a value or a hash");
    }
    if (!item.kind().equals("person")) {
      return signals.hash(kind(item.kind()), value);
    }
    try {
      return UUID.fromString(value).toString();
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("items", "has a person who is no UUID");
    }
  }

  private Answer lists(Request request) {
    Page page = Page.of(request);
    String after = request.query("after").orElse("");
    List<ListStore.Entry> found =
        database.read(handle -> ListStore.after(handle, after, page.limit() + 1));
    List<ListStore.Entry> cut = page.cut(found);
    return Answer.ok(
        new Lists(
            cut,
            found.size() > page.limit()
                ? Optional.of(cut.get(cut.size() - 1).hash())
                : Optional.empty()));
  }

  private Answer remove(Request request, Handle tx) {
    if (!ListStore.remove(tx, request.path("kind"), request.path("hash"))) {
      throw Refusal.missing("that is on no list");
    }
    return Answer.done();
  }

  private static Signals.Kind kind(String text) {
    return Signals.Kind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
