package playhouse.serving.identity.recovery;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Recoveries over HTTP, for those whose account it is. */
final class RecoveryRoutes implements Routes {
  static final String AT = "/v1/recoveries";
  private static final String TICKET = "rt_[A-Za-z0-9_-]{43}";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Recoveries recoveries;

  /** Who cannot show a second factor. */
  public record Wanted(
      @JsonPropertyDescription("Id of the sign-in that wants one.") @NotNull UUID signIn,
      @JsonPropertyDescription("What has become of the factors; our people read it.")
          @NotBlank
          @Size(max = 1000)
          String statement) {}

  /**
   * It was taken down.
   *
   * @param ticket by which it is completed; told once
   */
  public record Begun(UUID id, String ticket, Instant due, Instant expires) {}

  /** What was told when it was taken down. */
  public record Ticket(@NotNull @Pattern(regexp = TICKET) String ticket) {}

  /**
   * How one stands.
   *
   * @param ready whether it can be completed
   */
  public record Standing(
      UUID id, String state, Instant due, Instant expires, long agreed, boolean ready) {}

  /** A new password. */
  public record Completion(
      @NotNull @Pattern(regexp = TICKET) String ticket,
      @NotNull @Size(min = 1, max = 256) String password) {}

  /** It is done. */
  public record Recovered(
      @JsonPropertyDescription("What else lets in, by kind; to be looked at once one is in.")
          Map<String, Integer> left) {}

  /** What stood in a letter. */
  public record Stop(@NotNull @Pattern(regexp = "[0-9a-f-]{36}\\.[A-Za-z0-9_-]{43}") String stop) {}

  RecoveryRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      Passwords passwords,
      Recoveries recoveries) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.recoveries = recoveries;
  }

  @Override
  public String system() {
    return "S4.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    String ticket = "\"ticket\":\"rt_" + "A".repeat(43) + "\"";
    String id = "6f1a9c2e-0b7d-4c1e-9c51-0d8a7f3e2b10";
    return List.of(
        Endpoint.post(AT, "Says that all second factors are lost.")
            .open()
            .secret()
            .takes(Wanted.class, "{\"signIn\":\"" + id + "\",\"statement\":\"My phone is gone.\"}")
            .gives(202, Begun.class)
            .write(this::begin),
        Endpoint.post(AT + "/look", "How a recovery stands.")
            .open()
            .secret()
            .takes(Ticket.class, "{" + ticket + "}")
            .gives(Standing.class)
            .write(this::look),
        Endpoint.post(AT + "/complete", "Second factors go, and a new password holds.")
            .open()
            .secret()
            .takes(Completion.class, "{" + ticket + ",\"password\":\"tall-otter-sings-late\"}")
            .gives(Recovered.class)
            .writeAfter(this::complete),
        Endpoint.post(AT + "/stop", "Its owner says no, by what stood in a letter.")
            .open()
            .secret()
            .takes(Stop.class, "{\"stop\":\"" + id + "." + "A".repeat(43) + "\"}")
            .givesNothing()
            .write(this::stop),
        Endpoint.get("/v1/account/recovery", "Whether somebody asks to come in without a factor.")
            .may(Sessions.owners())
            .gives(Standing.class)
            .read(this::own),
        Endpoint.delete("/v1/account/recovery", "Says no to it.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::deny));
  }

  private Answer begin(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Recoveries.Begun begun =
        recoveries.begin(tx, wanted.signIn(), wanted.statement(), Where.of(request));
    Recovery recovery = begun.recovery();
    return Answer.accepted(
        new Begun(recovery.id(), begun.ticket(), recovery.due(), recovery.expires()));
  }

  private Answer look(Request request, Handle tx) {
    return Answer.ok(standing(recoveries.of(tx, request.body(Ticket.class).ticket())));
  }

  private Standing standing(Recovery recovery) {
    return new Standing(
        recovery.id(),
        recovery.state(),
        recovery.due(),
        recovery.expires(),
        recovery.agreed(),
        recoveries.ready(recovery));
  }

  private Function<Handle, Answer> complete(Request request) {
    Completion wanted = request.body(Completion.class);
    List<String> known =
        database.read(handle -> recoveries.known(handle, recoveries.of(handle, wanted.ticket())));
    passwords.judge("password", wanted.password(), known);
    String hash = passwords.hash(wanted.password());
    return tx -> Answer.ok(new Recovered(recoveries.complete(tx, wanted.ticket(), hash)));
  }

  private Answer stop(Request request, Handle tx) {
    recoveries.stop(tx, request.body(Stop.class).stop());
    return Answer.done();
  }

  private Answer own(Request request) {
    return database.read(handle -> Answer.ok(standing(open(request, handle))));
  }

  private Answer deny(Request request, Handle tx) {
    accounts.locked(tx, sessions.of(tx, request).account());
    recoveries.stop(tx, open(request, tx));
    return Answer.done();
  }

  private Recovery open(Request request, Handle handle) {
    return recoveries
        .open(handle, sessions.of(handle, request).account())
        .orElseThrow(() -> Refusal.missing("nobody asks for that"));
  }
}
