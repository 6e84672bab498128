package playhouse.serving.identity.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Refusal;

/**
 * Letters to addresses of which whoever asks must not learn whether they have an account: that is
 * looked at a moment later, when nobody waits for an answer.
 */
public final class Errands {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final int AT_ONCE = 100;

  private final Letters letters;
  private volatile Sent linkSent = (tx, about, account) -> {};
  private final Seal seal;
  private final Clock clock;

  /** What is wanted. */
  public enum Errand {
    /** A code for who has no account, a word to who has one. */
    SIGN_UP,
    /** A code for who has one. */
    RESET,
    /** A way in for who has one. */
    LINK;

    private String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Who is told that a link went to who has an account. */
  public interface Sent {
    /** The link of that id went to that account's owner. */
    void sent(Handle tx, UUID about, Account account);
  }

  /** Sent so. */
  public Errands(Letters letters, Seal seal, Clock clock) {
    this.letters = letters;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Puts one down.
   *
   * @param language for who has no account
   * @param word the code
   */
  public void put(
      Handle tx, Errand errand, Address to, String language, String word, Duration goodFor) {
    put(tx, errand, to, language, word, Optional.empty(), goodFor);
  }

  /** Puts down that a link is to be sent, of that id. */
  public void link(
      Handle tx, Address to, String language, String link, UUID about, Duration goodFor) {
    put(tx, Errand.LINK, to, language, link, Optional.of(about), goodFor);
  }

  /** Tells that one when a link is sent. */
  public void whenLinkSent(Sent told) {
    linkSent = told;
  }

  private void put(
      Handle tx,
      Errand errand,
      Address to,
      String language,
      String word,
      Optional<UUID> about,
      Duration goodFor) {
    ErrandStore.put(
        tx,
        errand.text(),
        to,
        language,
        seal.close("errand", word.getBytes(StandardCharsets.UTF_8)),
        about,
        clock.instant().plus(goodFor));
  }

  /** Does those that there are; how many. */
  public int run(Handle tx) {
    int done = 0;
    for (ErrandStore.Put put : ErrandStore.take(tx, AT_ONCE)) {
      try {
        run(tx, put);
      } catch (Refusal e) {
        // Nobody waits for it; the others must go.
        LOG.warn("a letter for {} is not sent: {}", put.kind(), e.getMessage());
      }
      done++;
    }
    return done;
  }

  private void run(Handle tx, ErrandStore.Put put) {
    Instant until = put.until();
    if (until.isBefore(clock.instant())) {
      return;
    }
    Optional<Account> account = AccountStore.at(tx, put.to());
    String language = account.map(Account::language).orElse(put.language());
    String word = new String(seal.open("errand", put.word().array()), StandardCharsets.UTF_8);
    if (put.kind().equals(Errand.SIGN_UP.text())) {
      letters.send(
          tx,
          put.to(),
          language,
          account.isPresent() ? Letters.Letter.HAVE_ACCOUNT : Letters.Letter.CODE,
          until,
          word);
    } else if (account.isPresent()) {
      boolean reset = put.kind().equals(Errand.RESET.text());
      letters.send(
          tx, put.to(), language, reset ? Letters.Letter.RESET : Letters.Letter.LINK, until, word);
      put.about().ifPresent(about -> linkSent.sent(tx, about, account.get()));
    }
  }
}
