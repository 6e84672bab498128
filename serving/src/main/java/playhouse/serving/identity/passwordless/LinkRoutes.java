package playhouse.serving.identity.passwordless;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.WaysIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Coming in by a link that was sent. */
public final class LinkRoutes implements Routes {
  /** A path of ours: never the beginning of another site. */
  private static final String OURS = "/(?:[A-Za-z0-9_~.=&?%-][A-Za-z0-9_~.=&?%/-]{0,200})?";

  private final SignIn signIn;
  private final Links links;

  /** Where it is to be sent. */
  public record Wanted(
      @NotNull @Size(min = 3, max = 254) String address,
      @Nullable @Pattern(regexp = "en|zh") String language,
      @JsonPropertyDescription("Path of ours to go to then.") @Nullable @Pattern(regexp = OURS)
          String next) {}

  /** What stood after the #. */
  public record Borne(@NotNull @Pattern(regexp = "pl_[A-Za-z0-9_-]{43}") String token) {}

  /** What is answered whether or not there is such an account. */
  public record Sent(@JsonPropertyDescription("Seconds for which it is good.") long goodFor) {}

  /** Whom it lets in: enough for them to know themselves by. */
  public record Whose(String hint) {}

  /** To that site. */
  public LinkRoutes(Accounts accounts, Errands errands, SignIn signIn, URI web, Clock clock) {
    this.signIn = signIn;
    this.links = new Links(web, accounts, errands, clock);
  }

  @Override
  public String system() {
    return "S4.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    String example = "{\"token\":\"pl_" + "A".repeat(43) + "\"}";
    return List.of(
        Endpoint.post("/v1/sign-in/link", "Sends a link to come in with.")
            .open()
            .secret()
            .takes(Wanted.class, "{\"address\":\"ana@example.org\"}")
            .gives(202, Sent.class)
            .write(this::send),
        Endpoint.post("/v1/sign-in/link/look", "Whom a link lets in; it stays good.")
            .open()
            .secret()
            .takes(Borne.class, example)
            .gives(Whose.class)
            .write(this::look),
        Endpoint.post("/v1/sign-in/link/confirm", "Comes in by a link; it is good once.")
            .open()
            .secret()
            .takes(Borne.class, example)
            .gives(Answers.SignedIn.class)
            .write(this::come));
  }

  /** What was sent, as a way in: there is none but for who reads their mail now. */
  public WaysIn waysIn() {
    return new WaysIn() {
      @Override
      public String kind() {
        return "link";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return List.of();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        throw Refusal.missing("there is no such way in");
      }

      @Override
      public void renewed(Handle tx, Account account) {
        links.renewed(tx, account);
      }
    };
  }

  /** Forgets links whose time is over; how many. */
  public int forgetOld(Handle tx) {
    return links.forgetOld(tx);
  }

  private Answer send(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    links.send(
        tx,
        Address.of("address", wanted.address()),
        Optional.ofNullable(wanted.language()).orElse("en"),
        Optional.ofNullable(wanted.next()).orElse("/account"));
    return Answer.accepted(new Sent(Links.GOOD_FOR.toSeconds()));
  }

  private Answer look(Request request, Handle tx) {
    return links
        .whose(tx, request.body(Borne.class).token())
        .flatMap(account -> account.best())
        .map(address -> Answer.ok(new Whose(address.hint())))
        .orElseGet(() -> Answer.refused(over()));
  }

  private Answer come(Request request, Handle tx) {
    Optional<Links.Came> came = links.come(tx, request.body(Borne.class).token());
    return came.isEmpty()
        ? Answer.refused(over())
        : Answers.of(
                request, signIn.shown(tx, came.get().account(), Where.of(request), "link"), 200)
            .with("X-Next", came.get().next());
  }

  private static Refusal over() {
    return Refusal.notSignedIn("link_over", "this link was used, or is too old: ask for another");
  }
}
