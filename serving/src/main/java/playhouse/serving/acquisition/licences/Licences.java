package playhouse.serving.acquisition.licences;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Place;
import playhouse.serving.acquisition.rights.RightsApi;
import playhouse.serving.acquisition.rights.RightsFollower;
import playhouse.serving.acquisition.rights.Verdict;
import playhouse.serving.platform.Refusal;

/**
 * Keys for whoever may watch, for a few minutes at a time. Why somebody may not is judged by the
 * title, which is known to all, before any key is looked at; of a key that is not the title's it is
 * not told whether it is another's.
 */
public final class Licences {
  private static final String PLAN = "plan";
  private static final String KEY = "key";

  /** How late a player may come to have one go on. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_ONCE = 500;

  private final RightsApi rights;
  private final RightsFollower follower;
  private final ContentKeys keys;
  private final Challenges challenges;
  private final Duration lasts;
  private final Clock clock;
  private volatile Entitled entitled = Entitled.NOBODY;

  /**
   * By those rights.
   *
   * @param lasts how long one is good for at most
   */
  public Licences(
      RightsApi rights,
      RightsFollower follower,
      ContentKeys keys,
      Challenges challenges,
      Duration lasts,
      Clock clock) {
    this.rights = rights;
    this.follower = follower;
    this.keys = keys;
    this.challenges = challenges;
    this.lasts = lasts;
    this.clock = clock;
  }

  /**
   * What a player asks for.
   *
   * @param territory empty if nobody knows
   * @param height lines of the picture; 0 if any will do
   */
  record Wanted(
      UUID person,
      Optional<UUID> session,
      String title,
      String play,
      Optional<String> territory,
      Optional<Device> device,
      int height,
      List<UUID> kids) {}

  /** Keys, and the licence that they come by; or why there are none. */
  record Given(Optional<Licence> licence, List<ContentKeys.Key> keys, Optional<String> refused) {
    private static Given refused(String reason) {
      return new Given(Optional.empty(), List.of(), Optional.of(reason));
    }
  }

  private record Judged(Optional<String> against, Instant until) {}

  /** Goes by that from now on. */
  public void entitle(Entitled those) {
    entitled = those;
  }

  String challenge(UUID person, Optional<UUID> session) {
    return challenges.fresh(person, session);
  }

  /**
   * Gives keys, or not.
   *
   * @throws Refusal 409 if the challenge is not good
   */
  Given issue(Handle tx, Wanted wanted, String challenge) {
    challenges.take(tx, challenge, wanted.person(), wanted.session());
    Instant now = now();
    UUID id = UUID.randomUUID();
    long version = follower.seen();
    Judged judged = judge(tx, wanted, now);
    List<ContentKeys.Key> some = judged.against().isPresent() ? List.of() : keys(tx, wanted, now);
    Optional<String> against = judged.against().or(() -> lacking(some, wanted));
    if (against.isPresent()) {
      LicenceFacts.denied(tx, id, wanted, against.get(), now);
      return Given.refused(against.get());
    }
    Licence licence =
        new Licence(
            id,
            wanted.person(),
            wanted.session(),
            wanted.title(),
            wanted.play(),
            wanted.territory(),
            wanted.device().map(Device::text),
            wanted.height(),
            now,
            judged.until(),
            0,
            version,
            Optional.empty(),
            Optional.empty());
    LicenceStore.put(tx, licence);
    LicenceFacts.issued(tx, licence, now);
    return new Given(Optional.of(licence), some, Optional.empty());
  }

  /**
   * Has one go on, or ends it.
   *
   * @param territory where it is asked from now
   * @throws Refusal 404 if it is another's or another session's; 409 if it is over
   */
  Given renew(
      Handle tx,
      UUID id,
      Caller caller,
      Optional<String> territory,
      List<UUID> kids,
      String challenge) {
    Licence licence =
        LicenceStore.locked(tx, id).filter(caller::owns).orElseThrow(Licences::missing);
    challenges.take(tx, challenge, licence.person(), caller.session());
    Instant now = now();
    if (licence.over().isPresent() || now.isAfter(licence.expires().plus(LATE))) {
      throw Refusal.conflict("licence_over", "the licence is over: ask for another");
    }
    long version = follower.seen();
    Wanted wanted = wanted(licence, territory, kids);
    Judged judged = judge(tx, wanted, now);
    List<ContentKeys.Key> some = judged.against().isPresent() ? List.of() : keys(tx, wanted, now);
    if (judged.against().isPresent()) {
      revoke(tx, licence, judged.against().get(), now);
      return Given.refused(judged.against().get());
    }
    Optional<String> lacking = lacking(some, wanted);
    if (lacking.isPresent()) {
      return Given.refused(lacking.get());
    }
    Licence after = licence.until(judged.until(), licence.renewals() + 1, version);
    LicenceStore.put(tx, after);
    LicenceFacts.issued(tx, after, now);
    return new Given(Optional.of(after), some, Optional.empty());
  }

  /** Who asks for what is bound to somebody. */
  record Caller(boolean everybodys, Optional<UUID> person, Optional<UUID> session) {
    /** A viewer has to do with their own in the same session; others with everybody's. */
    boolean owns(Licence licence) {
      return everybodys
          || (person.equals(Optional.of(licence.person())) && session.equals(licence.session()));
    }
  }

  /** Takes one back; what is over stays as it is. */
  Licence revoke(Handle tx, UUID id, Caller caller) {
    Licence licence =
        LicenceStore.locked(tx, id).filter(caller::owns).orElseThrow(Licences::missing);
    return licence.over().isPresent() ? licence : revoke(tx, licence, "said", now());
  }

  private static Licence revoke(Handle tx, Licence licence, String why, Instant now) {
    Licence after = licence.revoked(now, why);
    LicenceStore.put(tx, after);
    LicenceFacts.revoked(tx, after, now);
    return after;
  }

  /** Takes back what changes of rights do not allow any more; forgets what is long over. */
  public int tick(Handle tx) {
    Instant now = now();
    List<Licence> some = LicenceStore.toJudge(tx, now, AT_ONCE);
    if (!some.isEmpty()) {
      follower.look();
    }
    long version = follower.seen();
    for (Licence licence : some) {
      Judged judged = judge(tx, wanted(licence, licence.territory(), List.of()), now);
      if (judged.against().isPresent()) {
        revoke(tx, licence, judged.against().get(), now);
      } else {
        LicenceStore.put(tx, licence.until(licence.expires(), licence.renewals(), version));
      }
    }
    return some.size() + challenges.forget(tx) + LicenceStore.forget(tx, now.minus(KEPT), AT_ONCE);
  }

  /** Whether somebody may watch; the model that lasts longest counts. */
  private Judged judge(Handle tx, Wanted wanted, Instant now) {
    List<Entitled.Way> ways = entitled.ways(tx, wanted.person(), wanted.title(), now);
    Place place = Place.of(wanted.territory(), List.of(), wanted.device(), wanted.height(), now);
    Verdict any = rights.verdict(wanted.title(), place);
    if (!any.yes()) {
      return new Judged(Optional.of(any.text()), now);
    }
    Optional<Instant> longest = Optional.empty();
    Verdict best = Verdict.LOADING;
    for (Entitled.Way way : ways) {
      Place by = place.by(Model.bits(List.of(way.model())));
      RightsApi.Availability found = rights.at(wanted.title(), by);
      best = found.verdict().compareTo(best) > 0 ? found.verdict() : best;
      if (found.verdict().yes()) {
        Instant end = earliest(now.plus(lasts), way.until(), found.until());
        longest = longest.filter(end::isBefore).or(() -> Optional.of(end));
      }
    }
    if (longest.isEmpty()) {
      return new Judged(Optional.of(ways.isEmpty() ? PLAN : best.text()), now);
    }
    return new Judged(Optional.empty(), longest.get());
  }

  private static Instant earliest(Instant one, Optional<Instant> second, Optional<Instant> third) {
    Instant end = second.filter(one::isAfter).orElse(one);
    return third.filter(end::isAfter).orElse(end);
  }

  /** Those of the title that its rights allow there: one for more lines than they allow is none. */
  private List<ContentKeys.Key> keys(Handle tx, Wanted wanted, Instant now) {
    List<ContentKeys.Key> some = new ArrayList<>();
    for (UUID kid : wanted.kids()) {
      keys.find(tx, kid)
          .filter(key -> key.title().equals(wanted.title()))
          .filter(
              key ->
                  rights.may(
                      wanted.title(),
                      Place.of(wanted.territory(), List.of(), wanted.device(), key.height(), now)))
          .ifPresent(some::add);
    }
    return some;
  }

  private static Optional<String> lacking(List<ContentKeys.Key> some, Wanted wanted) {
    return some.size() == wanted.kids().size() ? Optional.empty() : Optional.of(KEY);
  }

  private static Wanted wanted(Licence licence, Optional<String> territory, List<UUID> kids) {
    return new Wanted(
        licence.person(),
        licence.session(),
        licence.title(),
        licence.play(),
        territory,
        licence.device().flatMap(Device::of),
        licence.height(),
        kids);
  }

  static Refusal missing() {
    return Refusal.missing("there is no such licence");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
