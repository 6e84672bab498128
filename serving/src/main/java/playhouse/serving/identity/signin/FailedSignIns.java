package playhouse.serving.identity.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.Refusal;

/**
 * Keeps who guesses from guessing on. It counts by address and network together, so that nobody
 * keeps an owner out from elsewhere; by network; and, far above what an owner needs, by address.
 * Addresses without an account are counted the same. A device that the account knows is counted by
 * itself.
 */
public final class FailedSignIns {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String DEVICE = "device ";
  private static final int AT_ONCE = 10_000;

  private final Seal seal;
  private final Clock clock;

  /** One thing that is counted, and how many it may have in vain within the hour. */
  private record Counted(String subject, int most) {}

  /** Sealed so. */
  public FailedSignIns(Seal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Who wants to come in, as far as it is known before their password is looked at.
   *
   * @param account that is reached there
   * @param password what is kept of its own
   * @param from where they come from, as tries are counted
   * @param any whether one was in vain
   */
  record Seen(Optional<UUID> account, Optional<String> password, String from, boolean any) {}

  /**
   * Looks who wants to come in, and refuses who tried in vain too often.
   *
   * @throws Refusal 429
   */
  Seen seen(Handle handle, Address address, Where where) {
    byte[] kept = where.device().map(Borne::hash).orElseGet(() -> new byte[0]);
    String device = DEVICE + HexFormat.of().formatHex(kept);
    SignInStore.Seen seen =
        SignInStore.seen(
            handle,
            address,
            kept,
            subjects(address.value(), where.network()),
            subjects(address.value(), device));
    refuse(seen.failed());
    return new Seen(
        seen.account(),
        seen.password(),
        seen.known() ? device : where.network(),
        seen.failed().any());
  }

  /**
   * Refuses who tried in vain too often.
   *
   * @throws Refusal 429
   */
  public void check(Handle handle, String address, String network) {
    refuse(SignInStore.failed(handle, subjects(address, network)));
  }

  private void refuse(SignInStore.Failed failed) {
    Instant now = clock.instant();
    Optional<Instant> until = failed.until().filter(now::isBefore);
    if (until.isPresent()) {
      throw Refusal.tooMany(Duration.between(now, until.get()).toSeconds() + 1);
    }
  }

  private List<String> subjects(String address, String network) {
    return counted(address, network).stream().map(Counted::subject).toList();
  }

  /** Counts one more. */
  public void failed(Handle tx, String address, String network) {
    Instant now = clock.instant();
    for (Counted each : counted(address, network)) {
      int failed = SignInStore.failed(tx, each.subject(), now, now.minus(WINDOW));
      int beyond = failed - each.most();
      if (beyond >= 0) {
        // Half a minute at first, and twice as long each time.
        Duration rest = Duration.ofSeconds(30L << Math.min(beyond, 7));
        SignInStore.rest(tx, each.subject(), now.plus(rest.compareTo(WINDOW) > 0 ? WINDOW : rest));
      }
    }
  }

  /** Forgets what was counted by address and network: its owner came in. */
  public void cameIn(Handle tx, String address, String network) {
    SignInStore.clear(tx, counted(address, network).get(0).subject());
  }

  /** Forgets what is old; how many. */
  public int forgetOld(Handle tx) {
    return SignInStore.forget(tx, clock.instant().minus(WINDOW.multipliedBy(2)), AT_ONCE);
  }

  private List<Counted> counted(String address, String network) {
    if (network.startsWith(DEVICE)) {
      return List.of(new Counted(mark("both\n" + address + "\n" + network), 5));
    }
    return List.of(
        new Counted(mark("both\n" + address + "\n" + network), 5),
        new Counted(mark("network\n" + network), 100),
        new Counted(mark("address\n" + address), 100));
  }

  private String mark(String subject) {
    return HexFormat.of().formatHex(seal.mark("failed", subject));
  }
}
