package playhouse.serving.acquisition.rights;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Grants as they are made, changed and ended; what does not go together is not taken. */
public final class Rights {
  private static final int AT_ONCE = 500;
  private static final List<Integer> WARN_DAYS = List.of(30, 7);

  private final ServicesDatabase database;
  private final Clock clock;
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "rights-conflicts");
            thread.setDaemon(true);
            return thread;
          });

  /** Kept there. */
  public Rights(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param made whether it is new
   * @param changed whether anything is another than before
   */
  public record Done(Grant grant, boolean made, boolean changed) {}

  /** Who changes rights after this waits until the transaction is over. */
  public long begin(Handle tx) {
    return GrantStore.next(tx);
  }

  /**
   * Takes a new grant, or finds it if it was taken so before by its licensor's name for it.
   *
   * @throws Refusal 409 if it does not go together with others, which are named
   */
  public Done grant(Handle tx, UUID id, Terms terms, String who) {
    long version = begin(tx);
    Optional<Grant> before =
        terms.reference().flatMap(name -> GrantStore.find(tx, terms.licensor(), name));
    if (before.isPresent()) {
      return same(before.get(), terms);
    }
    check(tx, terms, id);
    Instant now = now();
    Grant grant = new Grant(id, 0, version, terms, Optional.empty(), who, now, now);
    GrantStore.add(tx, grant);
    RightsFacts.granted(tx, grant);
    return new Done(grant, true, true);
  }

  private static Done same(Grant before, Terms terms) {
    if (!before.terms().equals(terms) || before.ended().isPresent()) {
      throw Refusal.conflict(
              "rights_reference_taken",
              "the licensor's reference "
                  + terms.reference().orElse("")
                  + " names another grant: amend that one")
          .with("grants", List.of(before.id()));
    }
    return new Done(before, false, false);
  }

  /**
   * Has a grant be another.
   *
   * @throws Refusal 404; 409 if it is over, or does not go together with others
   */
  public Done amend(Handle tx, UUID id, Terms terms) {
    long version = begin(tx);
    Grant before = found(tx, id);
    if (before.terms().equals(terms)) {
      return new Done(before, false, false);
    }
    Instant now = now();
    if (before.over(now)) {
      throw over();
    }
    if (!before.terms().title().equals(terms.title())
        || !before.terms().licensor().equals(terms.licensor())) {
      throw Refusal.conflict(
          "rights_of_another", "a grant stays that of its title and its licensor: make another");
    }
    if (!before.terms().reference().equals(terms.reference())) {
      terms
          .reference()
          .flatMap(name -> GrantStore.find(tx, terms.licensor(), name))
          .ifPresent(other -> same(other, terms));
    }
    check(tx, terms, id);
    Grant after =
        new Grant(
            id, before.number(), version, terms, before.ended(), before.who(), before.made(), now);
    GrantStore.change(tx, after);
    RightsFacts.amended(tx, after);
    return new Done(after, false, true);
  }

  /**
   * Ends a grant before its time.
   *
   * @param at first moment at which it holds no more; at once if empty or past
   * @throws Refusal 404
   */
  public Done end(Handle tx, UUID id, Optional<Instant> at) {
    long version = begin(tx);
    Grant before = found(tx, id);
    Instant now = now();
    Instant end = at.filter(now::isBefore).orElse(now);
    if (before.over(now) || before.ended().equals(Optional.of(end))) {
      return new Done(before, false, false);
    }
    Grant after =
        new Grant(
            id,
            before.number(),
            version,
            before.terms(),
            Optional.of(end),
            before.who(),
            before.made(),
            now);
    GrantStore.change(tx, after);
    if (after.over(now)) {
      tell(tx, after);
    }
    return new Done(after, false, true);
  }

  /** Tells of what is over, and warns of what soon will be; how much that was. */
  public int tick(Handle tx) {
    Instant now = now();
    List<Grant> over = GrantStore.toTell(tx, now, AT_ONCE);
    over.forEach(grant -> tell(tx, grant));
    int warned = WARN_DAYS.stream().mapToInt(days -> GrantStore.raise(tx, days, now)).sum();
    return over.size() + warned;
  }

  private static void tell(Handle tx, Grant grant) {
    RightsFacts.expired(tx, grant);
    GrantStore.told(tx, grant.id());
  }

  private void check(Handle tx, Terms terms, UUID id) {
    Instant now = now();
    List<Conflicts.Conflict> conflicts =
        Conflicts.of(terms, GrantStore.standing(tx, terms.title(), id, now));
    if (conflicts.isEmpty()) {
      return;
    }
    told(terms, conflicts, now);
    throw Refusal.conflict(
            "rights_conflict",
            "it does not go together with "
                + conflicts.size()
                + " others of the title: change the window, the territories, or those")
        .with(
            "conflicts",
            conflicts.stream()
                .map(each -> Map.of("grant", each.grant(), "reason", each.reason()))
                .toList());
  }

  /**
   * That it was refused is told though what is refused is undone: in a transaction of its own,
   * which another thread must have, for a thread has one at a time.
   */
  private void told(Terms terms, List<Conflicts.Conflict> conflicts, Instant now) {
    CompletableFuture.runAsync(
            () ->
                database.write(
                    tx -> {
                      RightsFacts.conflict(tx, terms, conflicts, now);
                      return true;
                    }),
            telling)
        .join();
  }

  private static Grant found(Handle tx, UUID id) {
    return GrantStore.find(tx, id).orElseThrow(() -> Refusal.missing("there is no such grant"));
  }

  private static Refusal over() {
    return Refusal.conflict("grant_over", "the grant is over: make another");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
