package playhouse.serving.identity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Refusal;

/**
 * Who watches with an account. Children have profiles with an age limit; a PIN keeps them out of
 * the others.
 */
public final class Profiles {
  private static final int MOST = 6;
  private static final int TRIES = 5;
  private static final Duration REST = Duration.ofMinutes(15);

  private final Seal seal;
  private final Clock clock;

  /** Sealed so. */
  public Profiles(Seal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  /** Those of an account, the owner's first. */
  public List<Profile> of(Handle handle, UUID account) {
    return ProfileStore.of(handle, account);
  }

  /**
   * One of an account's, locked.
   *
   * @throws Refusal 404
   */
  public Profile locked(Handle tx, UUID account, UUID id) {
    return ProfileStore.locked(tx, account, id)
        .orElseThrow(() -> Refusal.missing("there is no such profile"));
  }

  /**
   * Adds one.
   *
   * @param account that is locked
   * @throws Refusal 409 if there are too many, or one of that name
   */
  public Profile add(Handle tx, UUID account, String name, Optional<Integer> mostAge) {
    if (ProfileStore.of(tx, account).size() >= MOST) {
      throw Refusal.conflict("too_many_profiles", "an account has " + MOST + " profiles at most");
    }
    Profile added =
        new Profile(UUID.randomUUID(), account, UUID.randomUUID(), name, mostAge, false);
    if (!ProfileStore.begin(tx, added, clock.instant())) {
      throw sameName();
    }
    return added;
  }

  /**
   * Changes one that is locked.
   *
   * @param pin empty leaves it; blank asks for none any more
   * @throws Refusal 409 if another has that name
   */
  public void change(
      Handle tx, Profile profile, String name, Optional<Integer> mostAge, Optional<String> pin) {
    Profile changed =
        new Profile(
            profile.id(), profile.account(), profile.person(), name, mostAge, profile.guarded());
    if (!ProfileStore.change(tx, changed)) {
      throw sameName();
    }
    pin.ifPresent(
        digits ->
            ProfileStore.guard(
                tx,
                profile.id(),
                new ProfileStore.Guard(
                    digits.isEmpty() ? Optional.empty() : Optional.of(mark(profile, digits)),
                    0,
                    Optional.empty())));
  }

  /**
   * Takes one away; never the owner's.
   *
   * @throws Refusal 409
   */
  public void remove(Handle tx, Profile profile) {
    if (profile.id().equals(profile.account())) {
      throw Refusal.conflict("owners_profile", "the owner's profile stays as long as the account");
    }
    ProfileStore.remove(tx, profile.id(), clock.instant());
  }

  /** Why somebody may not watch as that one now; empty if they may. Wrong PINs are counted. */
  public Optional<Refusal> refused(Handle tx, Profile profile, Optional<String> pin) {
    ProfileStore.Guard guard = ProfileStore.guard(tx, profile.id());
    if (guard.pin().isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (guard.until().filter(now::isBefore).isPresent()) {
      return Optional.of(
          Refusal.tooMany(Duration.between(now, guard.until().get()).toSeconds() + 1));
    }
    if (pin.isPresent() && mark(profile, pin.get()).equals(guard.pin().get())) {
      ProfileStore.guard(
          tx, profile.id(), new ProfileStore.Guard(guard.pin(), 0, Optional.empty()));
      return Optional.empty();
    }
    if (pin.isPresent()) {
      int wrong = guard.wrong() + 1;
      boolean rests = wrong >= TRIES;
      ProfileStore.guard(
          tx,
          profile.id(),
          new ProfileStore.Guard(
              guard.pin(),
              rests ? 0 : wrong,
              rests ? Optional.of(now.plus(REST)) : Optional.empty()));
    }
    return Optional.of(Refusal.notSignedIn("pin_wrong", "the profile's PIN is needed"));
  }

  private String mark(Profile profile, String pin) {
    return HexFormat.of().formatHex(seal.mark("pin", profile.id() + "\n" + pin));
  }

  private static Refusal sameName() {
    return Refusal.conflict("profile_name_taken", "another profile has that name");
  }
}
