package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.Optional;
import playhouse.serving.billing.payments.Payment.State;
import playhouse.serving.billing.payments.Payment.Step;

/**
 * How far a payment has come.
 *
 * @param step what is being done, or was done last
 * @param attempt from 1; a bank that said no is asked again with the next
 * @param inquiries how often in a row nothing came of it
 * @param nextAt when something is to be done about it
 * @param route provider that was asked for this attempt, and that alone may be until it has said
 *     what became of it; empty if none was yet
 * @param screened attempt that was judged last; 0 if none was
 * @param challenge whether the payer's bank must hear from them first
 * @param redirect where the payer has something to do; empty if they have not
 * @param until how long what was set aside, or the payer, is waited for; empty if nothing is
 * @param code why the last attempt failed; empty if none did
 */
public record Progress(
    State state,
    Step step,
    int attempt,
    int inquiries,
    Instant nextAt,
    Optional<String> route,
    int screened,
    boolean challenge,
    Optional<String> redirect,
    Optional<Instant> until,
    Optional<String> providerId,
    Optional<String> code) {

  /** To be sent now for the first time. */
  public static Progress begun(Instant now) {
    return new Progress(
        State.DUE,
        Step.CHARGE,
        1,
        0,
        now,
        Optional.empty(),
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** In another state. */
  public Progress in(State other, Instant at) {
    return with(other, step, inquiries, at, route);
  }

  /** Something is to be asked of the provider. */
  Progress due(Step other, Instant at) {
    return with(State.DUE, other, other == step ? inquiries : 0, at, route);
  }

  /** Nothing came of it again. */
  Progress again(State other, Instant at) {
    return with(other, step, inquiries + 1, at, route);
  }

  /** By that provider. */
  public Progress by(Optional<String> other) {
    return with(state, step, inquiries, nextAt, other);
  }

  /** The payer has something to do there. */
  Progress action(Optional<String> at, Instant limit, Instant next) {
    return new Progress(
        State.REQUIRES_ACTION,
        step,
        attempt,
        inquiries + 1,
        next,
        route,
        screened,
        challenge,
        at,
        Optional.of(limit),
        providerId,
        code);
  }

  /** Set aside until then. */
  Progress authorised(Instant limit) {
    return new Progress(
        State.AUTHORISED,
        Step.CHARGE,
        attempt,
        0,
        limit,
        route,
        screened,
        challenge,
        Optional.empty(),
        Optional.of(limit),
        providerId,
        code);
  }

  /** Judged. */
  Progress judged(boolean toBeChallenged) {
    return new Progress(
        state,
        step,
        attempt,
        inquiries,
        nextAt,
        route,
        attempt,
        toBeChallenged,
        redirect,
        until,
        providerId,
        code);
  }

  /** The next attempt, which anybody may be asked for. */
  Progress next(Instant at) {
    return new Progress(
        State.DUE,
        Step.CHARGE,
        attempt + 1,
        0,
        at,
        Optional.empty(),
        screened,
        false,
        Optional.empty(),
        Optional.empty(),
        providerId,
        code);
  }

  /** It was that attempt after all. */
  Progress attempted(int other) {
    return new Progress(
        state,
        step,
        other,
        inquiries,
        nextAt,
        route,
        screened,
        challenge,
        redirect,
        until,
        providerId,
        code);
  }

  /** What the provider has said. */
  public Progress said(Optional<String> id, Optional<String> why) {
    return new Progress(
        state, step, attempt, inquiries, nextAt, route, screened, challenge, redirect, until, id,
        why);
  }

  private Progress with(
      State inState, Step doing, int times, Instant at, Optional<String> provider) {
    return new Progress(
        inState,
        doing,
        attempt,
        times,
        at,
        provider,
        screened,
        challenge,
        redirect,
        until,
        providerId,
        code);
  }
}
