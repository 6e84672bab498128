package playhouse.serving.identity.recovery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.mfa.Mfa;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Refusal;

/**
 * What the owner is told of a recovery, wherever they can be reached: each letter bears what stops
 * it.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration GOOD_FOR = Duration.ofDays(1);
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Letters letters;
  private final Mfa mfa;
  private final Seal seal;
  private final URI web;
  private final Clock clock;

  Notices(Letters letters, Mfa mfa, Seal seal, URI web, Clock clock) {
    this.letters = letters;
    this.mfa = mfa;
    this.seal = seal;
    this.web = web;
    this.clock = clock;
  }

  /**
   * Writes to every address and number of the account.
   *
   * @throws Refusal if one cannot be written to now: who has had too much sent there must not keep
   *     its owner from hearing of it. A country that we send nothing to is left out.
   */
  void tellAll(Handle tx, Account account, Recovery recovery) {
    Set<Address> all = new LinkedHashSet<>(account.addresses());
    mfa.phone(tx, account.id()).ifPresent(all::add);
    boolean told = false;
    for (Address address : all) {
      try {
        tell(tx, account, recovery, address);
        told = true;
      } catch (Refusal e) {
        if (!e.code().equals("sms_country")) {
          throw e;
        }
      }
    }
    if (!told) {
      throw Refusal.conflict("recovery_unreachable", "the account's owner cannot be written to");
    }
  }

  /** The same, of what goes on whether or not they can be written to. */
  void remind(Handle tx, Account account, Recovery recovery) {
    Set<Address> all = new LinkedHashSet<>(account.addresses());
    mfa.phone(tx, account.id()).ifPresent(all::add);
    for (Address address : all) {
      try {
        tell(tx, account, recovery, address);
      } catch (Refusal e) {
        LOG.warn("of recovery {} is not told again: {}", recovery.id(), e.getMessage());
      }
    }
  }

  private void tell(Handle tx, Account account, Recovery recovery, Address address) {
    letters.send(
        tx,
        address,
        account.language(),
        Letters.Letter.RECOVERY,
        clock.instant().plus(GOOD_FOR),
        WHEN.format(recovery.due()),
        web.resolve("/recovery") + "#stop=" + stop(recovery.id()));
  }

  /** What stops a recovery. */
  private String stop(UUID recovery) {
    return recovery
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(seal.mark("recovery stop", recovery.toString()));
  }

  /** Which recovery that stops; empty if none. */
  Optional<UUID> stops(String word) {
    int dot = word.indexOf('.');
    if (dot != 36) {
      return Optional.empty();
    }
    try {
      UUID recovery = UUID.fromString(word.substring(0, dot));
      return MessageDigest.isEqual(
              word.getBytes(StandardCharsets.UTF_8),
              stop(recovery).getBytes(StandardCharsets.UTF_8))
          ? Optional.of(recovery)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
