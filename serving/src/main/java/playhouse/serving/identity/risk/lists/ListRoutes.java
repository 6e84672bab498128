package playhouse.serving.identity.risk.lists;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.IDN;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.identity.risk.clues.Address;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Net;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The lists over HTTP. */
public final class ListRoutes implements Routes {
  private static final String ALL = "/v1/sign-up/lists";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST = 500;

  private final ServicesDatabase database;
  private final Keyed keyed;
  private final Clock clock;

  /** To be put on a list. */
  public record Wanted(
      @NotNull @Pattern(regexp = "allow|deny") String verdict,
      @NotNull @Pattern(regexp = "domain|address|net|device") String kind,
      @JsonPropertyDescription(
              "A mail domain, a mail address or telephone number, a network of at least a /24 or"
                  + " /48, or a device.")
          @NotBlank
          @Size(max = 254)
          String value,
      @NotBlank @Size(max = 200) String reason,
      @JsonPropertyDescription("When it is over; until it is taken off if not given.")
          @Nullable Instant until) {}

  /** What is to be said of something that is on a list. */
  public record Change(
      @NotNull @Pattern(regexp = "allow|deny") String verdict,
      @NotBlank @Size(max = 200) String reason,
      @Nullable Instant until) {}

  /** The newest first. */
  public record All(List<Listed> items) {}

  /** Answers from there. */
  public ListRoutes(ServicesDatabase database, Keyed keyed, Clock clock) {
    this.database = database;
    this.keyed = keyed;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S4.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ALL, "Puts somebody or something on a list of sign-ups.")
            .may(Role.OPERATOR)
            .takes(
                Wanted.class,
                "{\"verdict\":\"allow\",\"kind\":\"net\",\"value\":\"203.0.113.0/24\","
                    + "\"reason\":\"a university\"}")
            .gives(201, Listed.class)
            .write(this::add),
        Endpoint.get(ALL, "Who is let in or kept out whatever the rules say.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .filter("kind", "domain, address, net or device; all if not given.")
            .gives(All.class)
            .read(this::all),
        Endpoint.get(ONE, "An entry of a list.")
            .may(Role.OPERATOR, Role.MODERATOR)
            .gives(Listed.class)
            .read(this::one),
        Endpoint.put(ONE, "Changes what is said of something on a list.")
            .may(Role.OPERATOR)
            .takes(Change.class, "{\"verdict\":\"deny\",\"reason\":\"sold since\"}")
            .gives(Listed.class)
            .write(this::change),
        Endpoint.delete(ONE, "Takes something off a list.")
            .may(Role.OPERATOR)
            .givesNothing()
            .write(this::remove));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Optional<byte[]> mark =
        switch (wanted.kind()) {
          case "address" -> Optional.of(keyed.mark("address", address(wanted.value()).canonical()));
          case "device" -> Optional.of(keyed.mark("device", wanted.value()));
          default -> Optional.empty();
        };
    Listed entry =
        ListStore.put(
            tx,
            new Listed(
                UUID.randomUUID(),
                wanted.verdict(),
                wanted.kind(),
                mark.isPresent() ? Optional.empty() : Optional.of(value(wanted)),
                wanted.reason(),
                request.caller().subject(),
                until(wanted.until()),
                clock.instant().truncatedTo(ChronoUnit.MICROS)),
            mark);
    return Answer.created(ALL + "/" + entry.id(), entry);
  }

  private Answer all(Request request) {
    Optional<String> kind = request.query("kind");
    return Answer.ok(new All(database.read(handle -> ListStore.all(handle, kind, MOST))));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(handle -> ListStore.find(handle, id)).orElseThrow(ListRoutes::missing));
  }

  private Answer change(Request request, Handle tx) {
    Change wanted = request.body(Change.class);
    UUID id = request.id("id");
    Listed now = ListStore.find(tx, id).orElseThrow(ListRoutes::missing);
    Listed to =
        new Listed(
            id,
            wanted.verdict(),
            now.kind(),
            now.value(),
            wanted.reason(),
            request.caller().subject(),
            until(wanted.until()),
            now.created());
    if (!ListStore.change(tx, id, to)) {
      throw missing();
    }
    return Answer.ok(to);
  }

  private Answer remove(Request request, Handle tx) {
    if (!ListStore.remove(tx, request.id("id"))) {
      throw missing();
    }
    return Answer.done();
  }

  private Optional<Instant> until(@Nullable Instant wanted) {
    if (wanted != null && !wanted.isAfter(clock.instant())) {
      throw Refusal.bad("until", "must be to come");
    }
    return Optional.ofNullable(wanted);
  }

  private static Address address(String text) {
    return Address.of(text.indexOf('@') < 0 ? "phone" : "email", text);
  }

  private static String value(Wanted wanted) {
    if (wanted.kind().equals("net")) {
      return Net.listed(wanted.value())
          .map(Net::cidr)
          .orElseThrow(() -> Refusal.bad("value", "must be a network of at least a /24 or /48"));
    }
    try {
      String domain = IDN.toASCII(wanted.value().strip()).toLowerCase(Locale.ROOT);
      if (domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
        return domain;
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw Refusal.bad("value", "must be a domain such as example.com");
  }

  private static Refusal missing() {
    return Refusal.missing("there is no such entry");
  }
}
