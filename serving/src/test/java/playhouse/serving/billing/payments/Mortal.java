package playhouse.serving.billing.payments;

import java.util.Optional;
import java.util.function.Supplier;

/** A way to a provider on which whoever sends dies after or before sending, when it is time. */
final class Mortal implements PaymentChannel {
  private final PaymentChannel there;
  private final Fate fate;

  /** Whether it is time to die, and how often it was. */
  static final class Fate {
    boolean dying;
    int deaths;
  }

  Mortal(PaymentChannel there, Fate fate) {
    this.there = there;
    this.fate = fate;
  }

  private Outcome send(Supplier<Outcome> sending) {
    if (!fate.dying) {
      return sending.get();
    }
    if (fate.deaths++ % 2 == 0) {
      var unused = sending.get();
    }
    throw new IllegalStateException("killed");
  }

  @Override
  public Outcome charge(Payment payment) {
    return send(() -> there.charge(payment));
  }

  @Override
  public Outcome capture(Payment payment) {
    return send(() -> there.capture(payment));
  }

  @Override
  public Outcome release(Payment payment) {
    return send(() -> there.release(payment));
  }

  @Override
  public Outcome refund(Return wanted) {
    return send(() -> there.refund(wanted));
  }

  @Override
  public Outcome inquire(Payment payment) {
    return there.inquire(payment);
  }

  @Override
  public Outcome inquire(Return wanted) {
    return there.inquire(wanted);
  }

  @Override
  public boolean contest(String chargeback, String evidence) {
    return there.contest(chargeback, evidence);
  }

  @Override
  public Optional<TakenBack> chargeback(String chargeback) {
    return there.chargeback(chargeback);
  }

  @Override
  public Optional<Told> told(Notice notice) {
    return there.told(notice);
  }
}
