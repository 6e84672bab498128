package playhouse.serving.acquisition.licences;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Wanted;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Keys for those who encrypt titles, over HTTP. */
public final class KeyRoutes implements Routes {
  private static final String AT = "/v1/titles/{id}/keys";

  private final ServicesDatabase database;
  private final ContentKeys keys;
  private final Clock clock;

  /** A key that is wanted. */
  public record Track(
      @JsonPropertyDescription("Its id; asked for twice, it is the same. A new one if not said.")
          @Nullable UUID kid,
      @JsonPropertyDescription("Lines of the track that it opens; any if not said.")
          @Nullable
          @Min(0)
          @Max(8640)
          Integer height) {}

  /** A key in the open, as Base64 for URLs. */
  public record Made(UUID kid, String kid64, String k, int height) {}

  /** Which there are. */
  public record All(List<Known> items) {}

  /** One, without the key. */
  public record Known(UUID kid, String kid64, int height) {}

  /** From there. */
  public KeyRoutes(ServicesDatabase database, ContentKeys keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S1.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT, "A key to encrypt a title with.")
            .may(Role.OPERATOR, Role.SERVICE)
            .takes(Track.class, "{\"height\":1080}")
            .secret()
            .gives(201, Made.class)
            .write(this::make),
        Endpoint.get(AT, "Ids of a title's keys.")
            .may(Role.OPERATOR, Role.SERVICE)
            .gives(All.class)
            .read(this::all));
  }

  private Answer make(Request request, Handle tx) {
    Track track = request.body(Track.class);
    String title = title(request);
    ContentKeys.Key key =
        keys.make(
            tx,
            Optional.ofNullable(track.kid()).orElseGet(UUID::randomUUID),
            title,
            Optional.ofNullable(track.height()).orElse(0),
            request.caller().subject(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return Answer.created(
        "/v1/titles/" + title + "/keys",
        new Made(
            key.kid(), LicenceStore.text(ContentKeys.bytes(key.kid())), key.k(), key.height()));
  }

  private Answer all(Request request) {
    String title = title(request);
    return Answer.ok(
        new All(
            database.read(handle -> ContentKeys.of(handle, title)).stream()
                .map(
                    key ->
                        new Known(
                            key.kid(),
                            LicenceStore.text(ContentKeys.bytes(key.kid())),
                            key.height()))
                .toList()));
  }

  private static String title(Request request) {
    String title = request.path("id");
    if (!title.matches(Wanted.TITLE)) {
      throw Refusal.bad("id", "is no id of a title");
    }
    return title;
  }
}
