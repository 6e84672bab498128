package playhouse.serving.identity.signup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.accounts.Origin;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.risk.Door;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Registration over HTTP: fill in, verify, accept. */
public final class SignUpRoutes implements Routes {
  private static final String IN = "/v1/sign-up/{id}";

  private final SignUps signUps;
  private final Passwords passwords;
  private final SignIn signIn;
  private final Door door;

  /** Who wants an account. */
  public record Form(
      @JsonPropertyDescription("E-mail address, or phone number with its country.")
          @NotNull
          @Size(min = 3, max = 254)
          String address,
      @NotNull @Size(min = 1, max = 256) String password,
      @JsonPropertyDescription("en or zh; en if not said.") @Nullable @Pattern(regexp = "en|zh")
          String language,
      @JsonPropertyDescription("Where they come from; organic if not said.")
          @Nullable
          @Pattern(regexp = "organic|search|social|partner|referral|campaign")
          String channel,
      @JsonPropertyDescription("Campaign that brought them.")
          @Nullable
          @Pattern(regexp = "[A-Za-z0-9._-]{1,64}")
          String campaign,
      @JsonPropertyDescription(
              "Where they live, ISO 3166-1 alpha-2; of a phone number its country if not said.")
          @Nullable
          @Pattern(regexp = "[A-Z]{2}")
          String country,
      @JsonPropertyDescription("Solution of the challenge that was asked for, as ALTCHA gives it.")
          @Nullable
          @Size(max = 4000)
          String proof) {}

  /** The code that was sent. */
  public record Code(@NotNull @Pattern(regexp = "[0-9]{6}") String code) {}

  /** Versions of what is agreed to. */
  public record Agreement(
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String terms,
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String privacy) {}

  /** A sign-up that was begun; its id is known to who began it alone. */
  public record Begun(UUID id, Instant expires) {}

  /** What is to be agreed to. */
  public record Documents(List<Document> items) {}

  /** With these. */
  public SignUpRoutes(
      Accounts accounts,
      Codes codes,
      Errands errands,
      Passwords passwords,
      SignIn signIn,
      Door door,
      Clock clock) {
    this.signUps = new SignUps(accounts, codes, errands, clock);
    this.passwords = passwords;
    this.signIn = signIn;
    this.door = door;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/sign-up", "Begins an account; a code is sent to the address.")
            .open()
            .secret()
            .takes(
                Form.class,
                "{\"address\":\"ana@example.org\",\"password\":\"tall-otter-sings-late\"}")
            .gives(202, Begun.class)
            .writeAfter(this::begin),
        Endpoint.post(IN + "/code", "Sends another code; five an hour at most.")
            .open()
            .secret()
            .givesNothing()
            .write(this::again),
        Endpoint.post(IN + "/verify", "Shows that the address is theirs.")
            .open()
            .secret()
            .takes(Code.class, "{\"code\":\"123456\"}")
            .gives(Documents.class)
            .write(this::verify),
        Endpoint.post(IN + "/accept", "Agrees to the terms: the account is created.")
            .open()
            .secret()
            .takes(Agreement.class, "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}")
            .gives(201, Answers.SignedIn.class)
            .write(this::accept));
  }

  /** Forgets what led nowhere; how many. */
  public int forgetOld(Handle tx) {
    return signUps.forgetOld(tx);
  }

  private Function<Handle, Answer> begin(Request request) {
    Form form = request.body(Form.class);
    Address address = Address.of("address", form.address());
    passwords.judge("password", form.password(), address.parts());
    Accounts.Wanted wanted =
        new Accounts.Wanted(
            address,
            Optional.of(passwords.hash(form.password())),
            Optional.ofNullable(form.language()).orElse("en"),
            new Origin(
                Optional.ofNullable(form.channel()).orElse("organic"),
                Optional.ofNullable(form.campaign()),
                Optional.ofNullable(form.country())));
    UUID id = UUID.randomUUID();
    Door.Comer comer =
        new Door.Comer(
            id,
            address.kind().text(),
            address.value(),
            Where.of(request).device(),
            Optional.ofNullable(form.proof()));
    return tx -> {
      Optional<Refusal> refused = door.refused(tx, request, comer);
      if (refused.isPresent()) {
        return Answer.refused(refused.get());
      }
      SignUp begun = signUps.begin(tx, id, wanted);
      return Answer.accepted(new Begun(begun.id(), begun.expires()));
    };
  }

  private Answer again(Request request, Handle tx) {
    signUps.again(tx, request.id("id"));
    return Answer.done();
  }

  private Answer verify(Request request, Handle tx) {
    return signUps
        .verify(tx, request.id("id"), request.body(Code.class).code())
        .map(documents -> Answer.ok(new Documents(documents)))
        .orElseGet(
            () ->
                Answer.refused(
                    Refusal.notSignedIn(
                        "code_wrong", "this is not the code, or it is good no longer")));
  }

  private Answer accept(Request request, Handle tx) {
    Agreement agreement = request.body(Agreement.class);
    Account account =
        signUps.complete(
            tx,
            request.id("id"),
            List.of("terms/" + agreement.terms(), "privacy/" + agreement.privacy()));
    return Answers.of(request, signIn.in(tx, account, Where.of(request), List.of("password")), 201);
  }
}
