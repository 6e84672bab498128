package playhouse.serving.identity.keys;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Keys of machines over HTTP. */
public final class MachineKeyRoutes implements Routes {
  private static final int USUAL_DAYS = 90;

  private final ServicesDatabase database;
  private final MachineKeys keys;

  /** A key that is wanted. */
  record Wanted(
      @JsonPropertyDescription("Of the machine, as it stands in the audit log.")
          @NotNull
          @Pattern(regexp = "[a-z][a-z0-9-]{2,31}")
          String name,
      @JsonPropertyDescription("For how many days; 90 if not said.") @Nullable @Min(1) @Max(400)
          Integer days) {}

  /** A new one. */
  record Told(MachineKey key, @JsonPropertyDescription("Told once.") String secret) {}

  /** All of them. */
  record All(List<MachineKey> items) {}

  /** Of these. */
  public MachineKeyRoutes(ServicesDatabase database, MachineKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/api-keys", "Keys that machines bear, and when they were last seen.")
            .may()
            .gives(All.class)
            .read(request -> database.read(tx -> Answer.ok(new All(keys.all(tx))))),
        Endpoint.post("/v1/api-keys", "Makes a key for a machine; it is told once.")
            .may()
            .secret()
            .takes(Wanted.class, "{\"name\":\"set-top-box\"}")
            .gives(201, Told.class)
            .write(this::add),
        Endpoint.delete("/v1/api-keys/{id}", "Takes a key away.")
            .may()
            .givesNothing()
            .write(this::remove));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    int days = Optional.ofNullable(wanted.days()).orElse(USUAL_DAYS);
    MachineKeys.Added added = keys.add(tx, wanted.name(), Duration.ofDays(days));
    return Answer.created(
        "/v1/api-keys/" + added.key().id(), new Told(added.key(), added.secret()));
  }

  private Answer remove(Request request, Handle tx) {
    keys.remove(tx, request.id("id"));
    return Answer.done();
  }
}
