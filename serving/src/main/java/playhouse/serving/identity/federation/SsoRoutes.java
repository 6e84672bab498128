package playhouse.serving.identity.federation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.federation.Federation.Outcome;
import playhouse.serving.identity.federation.Federation.Stranger;
import playhouse.serving.identity.federation.Federation.Ticket;
import playhouse.serving.identity.federation.remote.Arrived;
import playhouse.serving.identity.federation.remote.Remote;
import playhouse.serving.identity.federation.remote.Remotes;
import playhouse.serving.identity.risk.Door;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Coming in through another provider: there, back, and what becomes of who is new. */
final class SsoRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(SsoRoutes.class);

  /** A path of ours, which no browser takes for another site's. */
  private static final String OURS = "/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*";

  private final ServicesDatabase database;
  private final Remotes remotes;
  private final Federation federation;
  private final Departures departures;
  private final Door door;

  /** Who wants to go there. */
  record Begin(
      @JsonPropertyDescription("Path within our pages to be sent to in the end; / if not said.")
          @Nullable
          @Size(max = 512)
          @Pattern(regexp = OURS)
          String next) {}

  /** A provider, for a button. */
  record Offered(String provider, String title) {}

  /** Those that there are. */
  record Offers(List<Offered> items) {}

  /** Who is here whom no account knows. */
  record New(
      String provider,
      @JsonPropertyDescription("An account may be opened with it; absent if none may be.")
          Optional<String> mail,
      List<Document> toAgree) {}

  /** Versions of what is agreed to. */
  record Agreement(
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String terms,
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String privacy,
      @JsonPropertyDescription("en or zh; en if not said.") @Nullable @Pattern(regexp = "en|zh")
          String language,
      @JsonPropertyDescription("Solution of the challenge that was asked for, as ALTCHA gives it.")
          @Nullable
          @Size(max = 4000)
          String proof) {}

  SsoRoutes(
      ServicesDatabase database,
      Remotes remotes,
      Federation federation,
      Departures departures,
      Door door) {
    this.door = door;
    this.database = database;
    this.remotes = remotes;
    this.federation = federation;
    this.departures = departures;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sign-in/sso", "Other providers that one may come in through.")
            .open()
            .gives(Offers.class)
            .read(request -> offers()),
        Endpoint.post("/v1/sign-in/sso/{provider}", "Leaves for another provider.")
            .open()
            .secret()
            .takes(Begin.class, "{\"next\":\"/titles\"}")
            .gives(Departures.Leaving.class)
            .writeAfter(this::begin),
        Endpoint.get("/sso/{provider}/callback", "Comes back from there, as a browser does.")
            .open()
            .secret()
            .query("state", "What went with them.")
            .query("code", "For which it tells who they are.")
            .query("iss", "Who sent them back.")
            .query("error", "Why it does not tell.")
            .gives(303, String.class)
            .writeAfter(this::back),
        Endpoint.get("/v1/sign-in/arrival", "Who has come from there and is known to no account.")
            .open()
            .gives(New.class)
            .read(this::stranger),
        Endpoint.post("/v1/sign-in/arrival/accept", "Agrees to the terms: they have an account.")
            .open()
            .secret()
            .takes(Agreement.class, "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}")
            .gives(201, Answers.SignedIn.class)
            .write(this::accept));
  }

  private Answer offers() {
    return Answer.ok(
        new Offers(
            remotes.all().stream()
                .map(provider -> new Offered(provider.name(), provider.title()))
                .toList()));
  }

  private Function<Handle, Answer> begin(Request request) {
    String next = Optional.ofNullable(request.body(Begin.class).next()).orElse("/");
    return departures.leave(
        request,
        tx -> new Attempt(request.path("provider"), next, Optional.empty(), Optional.empty()));
  }

  /** Whatever goes wrong, a browser ends at a page of ours, which says what. */
  private Function<Handle, Answer> back(Request request) {
    try {
      Function<Handle, Answer> work = arrived(request);
      return tx -> {
        try {
          return work.apply(tx);
        } catch (Refusal e) {
          // Nothing was changed: who is refused here is refused first.
          return failed(request, e);
        }
      };
    } catch (Refusal e) {
      return tx -> failed(request, e);
    }
  }

  private Function<Handle, Answer> arrived(Request request) {
    String name = request.path("provider");
    remotes.provider(name);
    Ticket ticket =
        federation.ticket(
            request.longQuery("state").orElseThrow(Federation::over),
            departures.browser(request).orElseThrow(Federation::over));
    Attempt attempt =
        database.write(tx -> federation.back(tx, ticket, name)).orElseThrow(Federation::over);
    Arrived who = ask(request, ticket, name);
    Where where = Where.of(request);
    return tx -> {
      Outcome outcome = federation.arrive(tx, attempt, ticket, who, where);
      if (outcome instanceof Outcome.Now now) {
        departures.tell(tx, now.account(), "changed.linked");
      }
      return sent(request, attempt, outcome);
    };
  }

  private Arrived ask(Request request, Ticket ticket, String name) {
    Remote remote = remotes.of(name);
    try {
      remote.mustBe(request.longQuery("iss"));
      if (request.longQuery("error").isPresent()) {
        throw Refusal.notSignedIn("sso_refused", "the provider does not say who you are");
      }
      String code = request.longQuery("code").orElseThrow(Federation::over);
      return remote.exchange(departures.back(name), code, ticket.nonce(), ticket.verifier());
    } catch (Remote.Unbelievable e) {
      LOG.warn("what provider {} says is not believed: {}", name, e.getMessage());
      throw Refusal.notSignedIn("sso_failed", "what the provider says is not to be believed");
    } catch (IOException e) {
      LOG.warn("provider {} does not answer: {}", name, e.getMessage());
      throw Refusal.unavailable("the provider does not answer");
    }
  }

  private Answer sent(Request request, Attempt attempt, Outcome outcome) {
    if (outcome instanceof Outcome.Unknown) {
      // What is after # goes to no server, and into no log.
      return Answer.redirect(
          "/sign-in#arrival=" + attempt.provider() + "&next=" + coded(attempt.next()));
    }
    Answer gone = departures.over(request, Answer.redirect(attempt.next()));
    if (outcome instanceof Outcome.Known known) {
      if (known.entered() instanceof SignIn.Entered.In in) {
        return Answers.kept(request, in, gone);
      }
      SignIn.Entered.Half half = (SignIn.Entered.Half) known.entered();
      return Answer.redirect(
          "/sign-in#more="
              + half.id()
              + "&factors="
              + String.join(",", half.factors())
              + "&next="
              + coded(attempt.next()));
    }
    return gone;
  }

  private static String coded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  private Answer failed(Request request, Refusal why) {
    return departures.over(request, Answer.redirect("/sign-in#problem=" + why.code()));
  }

  private Answer stranger(Request request) {
    return database.write(
        tx -> {
          Stranger stranger = federation.stranger(tx, departures.browser(request));
          return Answer.ok(
              new New(
                  stranger.provider(),
                  stranger.arrived().mail(),
                  federation.documents(tx, request.query("language").orElse("en"))));
        });
  }

  private Answer accept(Request request, Handle tx) {
    Agreement agreement = request.body(Agreement.class);
    Optional<String> browser = departures.browser(request);
    UUID account = UUID.randomUUID();
    Optional<Refusal> refused =
        federation
            .stranger(tx, browser)
            .arrived()
            .mail()
            .flatMap(
                mail ->
                    door.refused(
                        tx,
                        request,
                        new Door.Comer(
                            account,
                            "email",
                            mail,
                            Where.of(request).device(),
                            Optional.ofNullable(agreement.proof()))));
    if (refused.isPresent()) {
      return Answer.refused(refused.get());
    }
    SignIn.Entered.In in =
        federation.open(
            tx,
            account,
            browser.orElseThrow(Federation::over),
            Optional.ofNullable(agreement.language()).orElse("en"),
            List.of("terms/" + agreement.terms(), "privacy/" + agreement.privacy()),
            Where.of(request));
    return departures.over(request, Answers.of(request, in, 201));
  }
}
