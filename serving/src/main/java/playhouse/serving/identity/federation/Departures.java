package playhouse.serving.identity.federation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.federation.Federation.Ticket;
import playhouse.serving.identity.federation.remote.Remotes;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Request;

/** How a browser is sent to another provider, and known again when it is back. */
final class Departures {
  /** What a browser keeps meanwhile. */
  static final String COOKIE = "playhouse-sso";

  private static final int LONGEST = 64;

  private final Remotes remotes;
  private final Federation federation;
  private final Letters letters;
  private final URI web;
  private final Clock clock;

  /**
   * Where a browser is to go.
   *
   * @param expires when they must be back
   */
  record Leaving(String url, Instant expires) {}

  /**
   * From there.
   *
   * @param web where browsers find us
   */
  Departures(Remotes remotes, Federation federation, Letters letters, URI web, Clock clock) {
    this.remotes = remotes;
    this.federation = federation;
    this.letters = letters;
    this.web = web;
    this.clock = clock;
  }

  /** Sends a browser there: the provider is asked where first, then it is put down why. */
  Function<Handle, Answer> leave(Request request, Function<Handle, Attempt> why) {
    String provider = request.path("provider");
    Ticket ticket = federation.ticket();
    URI there =
        remotes.of(provider).ask(back(provider), ticket.state(), ticket.nonce(), ticket.verifier());
    return tx -> {
      federation.begin(tx, ticket, why.apply(tx));
      Instant expires = clock.instant().plus(Federation.ON_THE_WAY);
      return kept(
          request,
          Answer.ok(new Leaving(there.toString(), expires)),
          ticket.browser(),
          Federation.ON_THE_WAY);
    };
  }

  /**
   * Where a provider sends browsers back to: another place for each, so that none stands for
   * another.
   */
  URI back(String provider) {
    return web.resolve("/sso/" + provider + "/callback");
  }

  /** What the browser keeps. */
  Optional<String> browser(Request request) {
    return request.cookie(COOKIE).filter(kept -> !kept.isEmpty() && kept.length() <= LONGEST);
  }

  /** The same answer; the browser has nothing to keep any more. */
  Answer over(Request request, Answer answer) {
    return kept(request, answer, "", Duration.ZERO);
  }

  private static Answer kept(Request request, Answer answer, String value, Duration good) {
    return answer.with(
        "Set-Cookie",
        COOKIE
            + "="
            + value
            + "; Max-Age="
            + good.toSeconds()
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (request.secure() ? "; Secure" : ""));
  }

  /** Writes to an account's owner what has changed. */
  void tell(Handle tx, Account account, String what) {
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.CHANGED,
                    clock.instant().plus(Duration.ofDays(1)),
                    Letters.word(account.language(), what)));
  }
}
