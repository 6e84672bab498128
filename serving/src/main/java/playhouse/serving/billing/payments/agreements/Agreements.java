package playhouse.serving.billing.payments.agreements;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.agreements.Agreeing.Standing;
import playhouse.serving.billing.payments.agreements.Agreement.State;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Has payers agree to be charged without being there, and lets them end it. Who agrees pays so from
 * then on; who ends it, here or in their app, pays each time again.
 */
public final class Agreements {
  /** How long a payer may take to agree. */
  private static final Duration TIME = Duration.ofHours(1);

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofMinutes(30);
  private static final int AT_ONCE = 16;

  private final ServicesDatabase database;
  private final Map<String, Agreeing> providers = new TreeMap<>();
  private final Methods methods;
  private final Clock clock;

  /** How people pay. */
  public interface Methods {
    /** Sets how a person pays, and has what they owe taken so. */
    void set(Handle tx, PaymentMethod method);

    /** How a person pays; empty if they have not said. */
    Optional<PaymentMethod> of(Handle tx, UUID person);
  }

  /** With those of these providers that know agreements. */
  public Agreements(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Methods methods,
      Clock clock) {
    this.database = database;
    this.methods = methods;
    this.clock = clock;
    channels.forEach(
        (name, channel) -> {
          if (channel instanceof Agreeing agreeing) {
            providers.put(name, agreeing);
          }
        });
  }

  /**
   * Asks a person to agree; the same again while they are asked or have agreed.
   *
   * @throws Refusal 409 if nobody can agree to anything there
   */
  public Agreement ask(Handle tx, UUID person, String channel, String label) {
    if (!providers.containsKey(channel)) {
      throw Refusal.conflict("no_agreements", "nobody can agree to that by " + channel + " here");
    }
    Subscriptions.lockPerson(tx, person);
    return AgreementStore.live(tx, person, channel)
        .orElseGet(
            () -> {
              Instant now = now();
              Agreement asked =
                  new Agreement(
                      UUID.randomUUID(),
                      person,
                      channel,
                      label,
                      State.ASKED,
                      Optional.empty(),
                      Optional.empty(),
                      0,
                      now,
                      now);
              AgreementStore.add(tx, asked);
              return asked;
            });
  }

  /** One; empty if there is none. */
  public static Optional<Agreement> find(Handle handle, UUID id) {
    return AgreementStore.find(handle, id);
  }

  /** Ends one: the person pays each time from now on. */
  public Agreement end(Handle tx, UUID id) {
    Agreement known = locked(tx, id);
    Agreement next =
        switch (known.state()) {
          case ASKED, OFFERED -> known.in(State.LAPSED, now());
          case HOLDING -> known.in(State.ENDING, now());
          case ENDING, ENDED, LAPSED -> known;
        };
    if (next.state() != known.state()) {
      AgreementStore.change(tx, next);
      payEachTime(tx, known);
    }
    return next;
  }

  /** The person's lock comes before all others. */
  private static Agreement locked(Handle tx, UUID id) {
    Agreement known =
        AgreementStore.find(tx, id)
            .orElseThrow(() -> Refusal.missing("there is no such agreement"));
    Subscriptions.lockPerson(tx, known.person());
    return AgreementStore.locked(tx, id).orElseThrow();
  }

  private void payEachTime(Handle tx, Agreement a) {
    Optional<Agreeing> there = Optional.ofNullable(providers.get(a.channel()));
    Optional<String> token = a.contract().flatMap(c -> there.map(at -> at.token(c)));
    methods
        .of(tx, a.person())
        .filter(method -> Optional.of(method.token()).equals(token))
        .ifPresent(
            method ->
                methods.set(
                    tx,
                    new PaymentMethod(
                        a.person(), a.channel(), there.orElseThrow().without(), method.label())));
  }

  /** Does what is to be done now about some; how many. */
  public int collect() {
    List<Agreement> claimed = database.write(tx -> AgreementStore.claim(tx, now(), LEASE, AT_ONCE));
    claimed.forEach(this::attend);
    return claimed.size();
  }

  private void attend(Agreement a) {
    Optional<Agreeing> there = Optional.ofNullable(providers.get(a.channel()));
    Optional<String> url =
        a.state() == State.ASKED
            ? there.flatMap(at -> at.offer(a.id(), a.label()))
            : Optional.empty();
    Optional<Standing> standing =
        a.state() == State.OFFERED ? there.flatMap(at -> at.standing(a.id())) : Optional.empty();
    boolean over =
        a.state() == State.ENDING
            && there.map(at -> at.end(a.contract().orElseThrow())).orElse(false);
    database.write(
        tx -> {
          Agreement known = locked(tx, a.id());
          if (known.state() == a.state()) {
            put(tx, known, url, standing, over);
          }
          return true;
        });
  }

  private void put(
      Handle tx, Agreement a, Optional<String> url, Optional<Standing> standing, boolean over) {
    Instant now = now();
    boolean late = !now.isBefore(a.asked().plus(TIME)) && a.state() != State.ENDING;
    if (standing.isPresent() && standing.get().state() != Agreeing.State.OPEN) {
      heard(tx, a, standing.get());
    } else if (url.isPresent()) {
      AgreementStore.change(tx, a.at(url.get()).in(State.OFFERED, now.plus(SOON)));
    } else if (over) {
      AgreementStore.change(tx, a.in(State.ENDED, now));
    } else {
      AgreementStore.change(tx, late ? a.in(State.LAPSED, now) : a.in(a.state(), wait(a, now)));
    }
  }

  private static Instant wait(Agreement a, Instant now) {
    Duration wait = SOON.multipliedBy(1L << Math.min(a.tries(), 20));
    return now.plus(wait.compareTo(SELDOM) > 0 ? SELDOM : wait);
  }

  /** Takes what a provider tells of one; told again it changes nothing. */
  public void told(Handle tx, UUID id, Standing standing) {
    if (AgreementStore.find(tx, id).isPresent()) {
      heard(tx, locked(tx, id), standing);
    }
  }

  private void heard(Handle tx, Agreement a, Standing standing) {
    boolean waited = a.state() == State.ASKED || a.state() == State.OFFERED;
    Agreement known = standing.contract().isEmpty() ? a : a.as(standing.contract());
    if (standing.state() == Agreeing.State.HOLDS && waited) {
      AgreementStore.change(tx, known.in(State.HOLDING, now()));
      String token =
          Optional.ofNullable(providers.get(a.channel())).orElseThrow().token(standing.contract());
      methods.set(tx, new PaymentMethod(a.person(), a.channel(), token, a.label()));
    } else if (standing.state() == Agreeing.State.HOLDS && a.state() == State.LAPSED) {
      // They have agreed to what nobody waits for any more.
      AgreementStore.change(tx, known.in(State.ENDING, now()));
    } else if (standing.state() == Agreeing.State.ENDED && known.contract().isPresent()) {
      AgreementStore.change(tx, known.in(State.ENDED, now()));
      payEachTime(tx, known);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
