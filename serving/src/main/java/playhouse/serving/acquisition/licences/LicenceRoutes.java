package playhouse.serving.acquisition.licences;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Wanted;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Keys for players, as EME's Clear Key wants them: the body is what the browser's module says, with
 * what it does not know beside it, in the body or the query; the answer is what it reads. Source:
 * W3C Encrypted Media Extensions, 9.1.3 and 9.1.4.
 */
public final class LicenceRoutes implements Routes {
  private static final String IN = "/v1/licences/{id}";
  private static final Role[] THEIRS = {Role.VIEWER, Role.SERVICE};
  private static final int KID_BYTES = 16;
  private static final String KID = "[A-Za-z0-9_-]{22}";

  private final ServicesDatabase database;
  private final Licences licences;
  private final Whereabouts whereabouts;
  private final Clock clock;

  /** For whom. */
  public record Whom(@JsonPropertyDescription("A viewer need not say.") @Nullable UUID person) {}

  /** A word that the next request for keys must bear, and for how long it is good. */
  public record Challenge(String challenge, long seconds) {}

  /** What a player asks for. */
  public record Asked(
      @JsonPropertyDescription("Ids of keys, as Base64 for URLs without padding.")
          @NotNull
          @Size(min = 1, max = 16)
          List<@NotNull @Pattern(regexp = KID) String> kids,
      @Nullable @Pattern(regexp = "temporary") String type,
      @JsonPropertyDescription("Or in the query.") @Nullable @Pattern(regexp = Wanted.TITLE)
          String title,
      @JsonPropertyDescription("The player's own id of the play; or in the query.")
          @Nullable
          @Size(min = 1, max = 128)
          String play,
      @JsonPropertyDescription("Of /v1/licences/challenges; or in the query.")
          @Nullable
          @Size(min = 1, max = 128)
          String challenge,
      @JsonPropertyDescription("tv, web, ios, android, console, other; or in the query.")
          @Nullable String device,
      @JsonPropertyDescription("Lines of the picture.") @Nullable @Min(0) @Max(8640) Integer height,
      @JsonPropertyDescription("For whom; a viewer need not say.") @Nullable UUID person) {}

  /** A key (RFC 7517). */
  public record Jwk(String kty, String kid, String k) {}

  /** A licence as Clear Key reads it. */
  public record KeySet(List<Jwk> keys, String type) {}

  /**
   * How a licence stands.
   *
   * @param state open, expired or revoked
   * @param seconds for which it is still good
   */
  public record View(
      UUID id,
      String title,
      String play,
      String state,
      long seconds,
      int renewals,
      Optional<String> why) {
    private static View of(Licence licence, Instant now) {
      String state = licence.state(now);
      long left = state.equals("open") ? Duration.between(now, licence.expires()).toSeconds() : 0;
      return new View(
          licence.id(),
          licence.title(),
          licence.play(),
          state,
          left,
          licence.renewals(),
          licence.why());
    }
  }

  /** From there. */
  public LicenceRoutes(
      ServicesDatabase database, Licences licences, Whereabouts whereabouts, Clock clock) {
    this.database = database;
    this.licences = licences;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S1.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    String asked =
        "{\"kids\":[\"AAECAwQFBgcICQoLDA0ODw\"],\"type\":\"temporary\",\"title\":\"acme:101\","
            + "\"play\":\"p-1\",\"challenge\":\"AAAB\",\"device\":\"web\"}";
    return List.of(
        Endpoint.post("/v1/licences/challenges", "A word that the next request for keys must bear.")
            .may(THEIRS)
            .takes(Whom.class, "{}")
            .gives(Challenge.class)
            .read(this::challenge),
        Endpoint.post("/v1/licences", "Keys for a player (EME Clear Key).")
            .may(THEIRS)
            .takes(Asked.class, asked)
            .query("title", "What is to be played.")
            .query("play", "The player's own id of the play.")
            .query("challenge", "Of /v1/licences/challenges.")
            .query("device", "tv, web, ios, android, console or other.")
            .query("territory", "Where, if a machine asks.")
            .secret()
            .gives(KeySet.class)
            .write(this::issue),
        Endpoint.post(IN + "/renew", "Has a licence go on.")
            .may(THEIRS)
            .takes(Asked.class, asked)
            .query("challenge", "Of /v1/licences/challenges.")
            .query("territory", "Where, if a machine asks.")
            .secret()
            .gives(KeySet.class)
            .write(this::renew),
        Endpoint.get(IN, "How a licence stands.")
            .may(Role.VIEWER, Role.SERVICE, Role.OPERATOR, Role.AGENT)
            .gives(View.class)
            .read(this::one),
        Endpoint.delete(IN, "Takes a licence back.")
            .may(Role.VIEWER, Role.SERVICE, Role.OPERATOR)
            .givesNothing()
            .write(this::revoke));
  }

  private Answer challenge(Request request) {
    UUID person = request.person(Optional.ofNullable(request.body(Whom.class).person()));
    return Answer.ok(
        new Challenge(
            licences.challenge(person, request.caller().session()), Challenges.GOOD.toSeconds()));
  }

  private Answer issue(Request request, Handle tx) {
    Asked asked = request.body(Asked.class);
    UUID person = request.person(Optional.ofNullable(asked.person()));
    Licences.Wanted wanted =
        new Licences.Wanted(
            person,
            request.caller().session(),
            title(given(request, "title", asked.title())),
            given(request, "play", asked.play()),
            whereabouts.territory(request.http()),
            Whereabouts.device(
                Optional.ofNullable(asked.device()).or(() -> request.query("device"))),
            Optional.ofNullable(asked.height()).orElse(0),
            kids(asked));
    return told(licences.issue(tx, wanted, given(request, "challenge", asked.challenge())));
  }

  private Answer renew(Request request, Handle tx) {
    Asked asked = request.body(Asked.class);
    return told(
        licences.renew(
            tx,
            request.id("id"),
            caller(request),
            whereabouts.territory(request.http()),
            kids(asked),
            given(request, "challenge", asked.challenge())));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    Licence found =
        database
            .read(handle -> LicenceStore.find(handle, id))
            .filter(caller(request)::owns)
            .orElseThrow(Licences::missing);
    return Answer.ok(View.of(found, clock.instant()));
  }

  private Answer revoke(Request request, Handle tx) {
    licences.revoke(tx, request.id("id"), caller(request));
    return Answer.done();
  }

  private Answer told(Licences.Given given) {
    if (given.refused().isPresent()) {
      return Answer.refused(
          Refusal.barred("licence_denied", "this cannot be played: " + given.refused().get())
              .with("why", given.refused().get()));
    }
    Licence licence = given.licence().orElseThrow();
    long seconds = Duration.between(clock.instant(), licence.expires()).toSeconds();
    return Answer.ok(
            new KeySet(given.keys().stream().map(LicenceRoutes::jwk).toList(), "temporary"))
        .with("Licence-Id", licence.id().toString())
        .with("Licence-Seconds", Long.toString(Math.max(0, seconds)));
  }

  private static Jwk jwk(ContentKeys.Key key) {
    return new Jwk("oct", LicenceStore.text(ContentKeys.bytes(key.kid())), key.k());
  }

  private static Licences.Caller caller(Request request) {
    return new Licences.Caller(
        request.caller().role() != Role.VIEWER,
        request.caller().person(),
        request.caller().session());
  }

  private static String given(Request request, String name, @Nullable String said) {
    return Optional.ofNullable(said)
        .or(() -> request.query(name))
        .orElseThrow(() -> Refusal.bad(name, "must be given, in the body or the query"));
  }

  private static String title(String text) {
    if (!text.matches(Wanted.TITLE)) {
      throw Refusal.bad("title", "is no id of a title");
    }
    return text;
  }

  private static List<UUID> kids(Asked asked) {
    return asked.kids().stream()
        .map(LicenceRoutes::bytes)
        .map(ContentKeys::uuid)
        .distinct()
        .toList();
  }

  private static byte[] bytes(String kid) {
    byte[] bytes = LicenceStore.bytes(kid);
    if (bytes.length != KID_BYTES) {
      throw Refusal.bad("kids", "must be ids of 16 bytes");
    }
    return bytes;
  }
}
