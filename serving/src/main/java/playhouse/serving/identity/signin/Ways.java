package playhouse.serving.identity.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;

/**
 * Everything that lets in to an account beside its password. Who had the account before the
 * password was set anew may have left a way in for themselves, so its owner is asked to look.
 */
public final class Ways {
  /** Of which the last is not taken away where there is no password. */
  private static final Set<String> BY_THEMSELVES = Set.of("passkey", "identity");

  private static final Duration NEWS = Duration.ofDays(1);

  private final List<WaysIn> kinds;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Letters letters;
  private final Clock clock;

  /** Of those kinds. */
  public Ways(
      List<WaysIn> kinds,
      Accounts accounts,
      Sessions sessions,
      SignIn signIn,
      Letters letters,
      Clock clock) {
    this.kinds = List.copyOf(kinds);
    this.accounts = accounts;
    this.sessions = sessions;
    this.signIn = signIn;
    this.letters = letters;
    this.clock = clock;
  }

  /** All of an account's. */
  public List<WaysIn.Way> of(Handle handle, UUID account) {
    return kinds.stream().flatMap(kind -> kind.of(handle, account).stream()).toList();
  }

  /**
   * A password was set anew by who showed less than they could: all that is open is over, and what
   * else lets in is to be looked at.
   *
   * @param what name of the words that tell the owner
   * @return how many are left of each kind
   */
  public Map<String, Integer> renewed(Handle tx, Account account, String what) {
    sessions.endAll(tx, account, Optional.empty(), "revoked");
    sessions.distrust(tx, account.id());
    signIn.forgetHalves(tx, account.id());
    kinds.forEach(kind -> kind.renewed(tx, account));
    accounts.toReview(tx, account.id());
    Map<String, Integer> left = new TreeMap<>();
    of(tx, account.id()).forEach(way -> left.merge(way.kind(), 1, Integer::sum));
    tell(tx, account, what, left.values().stream().mapToInt(Integer::intValue).sum());
    return left;
  }

  /**
   * Takes these away, and has the rest count as looked at.
   *
   * @param unwanted as they were told
   * @throws Refusal 409 if nothing would let in any more
   */
  public void review(Handle tx, Account account, Session asking, List<WaysIn.Way> unwanted) {
    List<WaysIn.Way> gone = new ArrayList<>();
    for (WaysIn kind : kinds) {
      for (WaysIn.Way way : unwanted) {
        if (way.kind().equals(kind.kind())) {
          kind.remove(tx, account, asking, way.id());
          gone.add(way);
        }
      }
    }
    if (account.password().isEmpty()
        && of(tx, account.id()).stream().noneMatch(way -> BY_THEMSELVES.contains(way.kind()))) {
      throw Refusal.conflict(
          "last_way_in", "nothing else lets you in: set a password or add a passkey first");
    }
    accounts.reviewed(tx, account.id());
    if (!gone.isEmpty()) {
      tell(tx, account, "changed.reviewed", gone.size());
    }
  }

  private void tell(Handle tx, Account account, String what, int many) {
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.CHANGED,
                    clock.instant().plus(NEWS).truncatedTo(ChronoUnit.MICROS),
                    Letters.word(account.language(), what),
                    Integer.toString(many)));
  }
}
