package playhouse.serving.identity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * How other activities write to people, of whom they know no address: by the person. Whoever has no
 * account, or no e-mail address, is not written to.
 */
public final class ToPeople {
  private static final Duration NEWS = Duration.ofDays(2);

  private final Letters letters;
  private final Clock clock;

  /** Sent so. */
  public ToPeople(Letters letters, Clock clock) {
    this.letters = letters;
    this.clock = clock;
  }

  /**
   * Has somebody be told something, if the transaction holds.
   *
   * @param what name of the words, such as {@code remind.renewal}
   * @param words in place of {0}, {1} …
   */
  public void tell(Handle tx, UUID person, String what, String... words) {
    AccountStore.of(tx, person)
        .ifPresent(
            account ->
                account
                    .address(Address.Kind.EMAIL)
                    .ifPresent(
                        address ->
                            letters.send(
                                tx,
                                address,
                                account.language(),
                                Letters.Letter.REMINDER,
                                clock.instant().plus(NEWS),
                                Letters.filled(Letters.word(account.language(), what), words))));
  }
}
