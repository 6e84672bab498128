package playhouse.serving.identity.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;
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
   * Refuses who tried in vain too often.
   *
   * @return whether anything was in vain there
   * @throws Refusal 429
   */
  public boolean check(Handle handle, String address, String network) {
    List<String> subjects = new ArrayList<>();
    counted(address, network).forEach(each -> subjects.add(each.subject()));
    Instant now = clock.instant();
    SignInStore.Failed failed = SignInStore.failed(handle, subjects);
    Optional<Instant> until = failed.until().filter(now::isBefore);
    if (until.isPresent()) {
      throw Refusal.tooMany(Duration.between(now, until.get()).toSeconds() + 1);
    }
    return failed.any();
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

  /** Where somebody comes from who has a device that the account knows: it is counted apart. */
  static String device(UUID device) {
    return DEVICE + device;
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
