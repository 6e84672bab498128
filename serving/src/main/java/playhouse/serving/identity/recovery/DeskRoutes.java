package playhouse.serving.identity.recovery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Recoveries over HTTP, for our people who look at them. */
final class DeskRoutes implements Routes {
  private static final String AT = RecoveryRoutes.AT;
  private static final Set<String> STATES = Set.of("waiting", "refused", "stopped", "over", "done");
  private static final int MOST = 100;

  private final ServicesDatabase database;
  private final Recoveries recoveries;

  /** What somebody thinks of it. */
  public record Said(
      @NotNull @Pattern(regexp = "approve|refuse") String verdict,
      @NotBlank @Size(max = 500) String note) {}

  /** The oldest first. */
  public record All(List<Recovery> items) {}

  DeskRoutes(ServicesDatabase database, Recoveries recoveries) {
    this.database = database;
    this.recoveries = recoveries;
  }

  @Override
  public String system() {
    return "S4.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(AT, "Who says that their second factors are lost, the oldest first.")
            .may(Role.AGENT, Role.OPERATOR)
            .filter("state", "waiting, refused, stopped, over or done; waiting if not given.")
            .gives(All.class)
            .read(this::all),
        Endpoint.get(AT + "/{id}", "One of them.")
            .may(Role.AGENT, Role.OPERATOR)
            .gives(Recovery.class)
            .read(
                request ->
                    Answer.ok(
                        database
                            .read(handle -> RecoveryStore.find(handle, request.id("id")))
                            .orElseThrow(() -> Refusal.missing("there is no such recovery")))),
        Endpoint.post(AT + "/{id}/words", "Says yes, as one of two, or no to it.")
            .may(Role.AGENT, Role.OPERATOR)
            .takes(Said.class, "{\"verdict\":\"approve\",\"note\":\"named two of their titles\"}")
            .gives(Recovery.class)
            .write(this::say));
  }

  private Answer all(Request request) {
    String state = request.query("state").orElse("waiting");
    if (!STATES.contains(state)) {
      throw Refusal.bad("state", "must be one of " + String.join(", ", STATES));
    }
    return database.read(handle -> Answer.ok(new All(RecoveryStore.all(handle, state, MOST))));
  }

  private Answer say(Request request, Handle tx) {
    Said said = request.body(Said.class);
    return Answer.ok(
        recoveries.say(
            tx, request.id("id"), said.verdict(), said.note(), request.caller().subject()));
  }
}
