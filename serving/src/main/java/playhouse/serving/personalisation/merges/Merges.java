package playhouse.serving.personalisation.merges;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.identity.known.PeopleApi;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * Takes what was done under another pseudonym for somebody's, and takes it back. The live profile
 * is that of both at once in this process, in others within a second, and after the next night the
 * nightly one.
 */
public final class Merges implements AutoCloseable {
  static final String SYSTEM = "S6.2";

  private static final Logger LOG = LoggerFactory.getLogger(Merges.class);
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final int MOST = 50;

  private final LiveStore live;
  private final PeopleApi people;
  private final Predicate<UUID> consented;
  private final Clock clock;
  private final TableFollower follower;

  /**
   * In that database.
   *
   * @param consented whether somebody lets us know what they do
   */
  public Merges(
      ServicesDatabase database,
      LiveStore live,
      PeopleApi people,
      Predicate<UUID> consented,
      Clock clock) {
    this.live = live;
    this.people = people;
    this.consented = consented;
    this.clock = clock;
    follower =
        new TableFollower(
            "merged pseudonyms",
            database,
            PAUSE,
            (handle, since) -> MergeStore.since(handle, since).forEach(this::know));
  }

  /**
   * Somebody signed in where something was done under that pseudonym before. Where it cannot be
   * theirs, or they said once that it is not, it stays as it is: nobody is kept from signing in.
   */
  public void signedIn(Handle tx, UUID person, UUID other) {
    if (MergeStore.find(tx, other).filter(known -> known.person().equals(person)).isPresent()) {
      return;
    }
    try {
      merge(tx, person, other, Merge.SIGN_IN);
    } catch (Refusal e) {
      LOG.debug("not merged at sign-in: {}", e.code());
    }
  }

  /**
   * Takes a pseudonym for somebody's; what is so already stays as it is.
   *
   * @throws Refusal 400 or 409 if it cannot be theirs
   */
  Merge merge(Handle tx, UUID person, UUID other, String how) {
    if (person.equals(other)) {
      throw Refusal.bad("pseudonym", "must be another than the person's own");
    }
    MergeStore.lock(tx, person, other);
    Optional<Merge> known = MergeStore.find(tx, other);
    if (known.filter(merge -> merge.isOf(person)).isPresent()) {
      return known.get();
    }
    check(tx, person, other, known);
    return told(tx, MergeStore.put(tx, other, person, false, how, now()));
  }

  private void check(Handle tx, UUID person, UUID other, Optional<Merge> known) {
    if (people.signedUp(tx, other)) {
      throw Refusal.conflict(
          "two_people", "the pseudonym is of somebody with an account: two people are not one");
    }
    if (known.filter(merge -> !merge.split()).isPresent()) {
      throw Refusal.conflict(
          "merged_elsewhere", "the pseudonym is another's: they have to split it first");
    }
    if (MergeStore.find(tx, person).filter(merge -> !merge.split()).isPresent()
        || !MergeStore.of(tx, other).isEmpty()) {
      throw Refusal.conflict(
          "merged_already",
          "the one is part of somebody, or the other has parts: split them first");
    }
    if (!consented.test(person)) {
      throw Refusal.conflict(
          "no_consent", "without the person's consent nothing is put together of what they do");
    }
    if (MergeStore.of(tx, person).size() >= MOST) {
      throw Refusal.conflict(
          "too_many_merged", MOST + " pseudonyms at most are one person: split some first");
    }
  }

  /**
   * Takes a pseudonym for somebody's no longer; what is so already stays as it is.
   *
   * @throws Refusal 409 if it never was theirs
   */
  Merge split(Handle tx, UUID person, UUID other) {
    MergeStore.lock(tx, person, other);
    Merge known =
        MergeStore.find(tx, other)
            .filter(merge -> merge.person().equals(person))
            .orElseThrow(
                () -> Refusal.conflict("not_merged", "the pseudonym never was this person's"));
    return known.split()
        ? known
        : told(tx, MergeStore.put(tx, other, person, true, known.how(), now()));
  }

  /** Those that are somebody's now, the latest first. */
  List<Merge> of(Handle handle, UUID person) {
    return MergeStore.of(handle, person);
  }

  /** Whether all merges are known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  private Merge told(Handle tx, Merge merge) {
    MergeFacts.told(tx, merge);
    tx.afterCommit(() -> know(merge));
    return merge;
  }

  private void know(Merge merge) {
    if (merge.split()) {
      live.part(merge.other());
    } else {
      live.join(merge.other(), merge.person());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    follower.close();
  }
}
