package playhouse.serving.billing.purchases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentStore;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.TitlePayments;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/**
 * Sells titles one by one. A rental is begun within thirty days and lasts two days from there; it
 * is earned when it is begun, or when it was not. What is bought is earned on its day.
 */
public final class Purchases {
  private static final int AT_ONCE = 200;
  private static final Duration DAY = Duration.ofDays(1);

  private final Payments payments;
  private final Clock clock;

  /** By that clock. */
  public Purchases(Payments payments, Clock clock) {
    this.payments = payments;
    this.clock = clock;
  }

  /** What payments tell of. */
  public static Orders orders(Clock clock) {
    return new Orders() {
      @Override
      public boolean lock(Handle tx, UUID purchase) {
        Purchase.State state = PurchaseStore.locked(tx, purchase).orElseThrow().state();
        return state == Purchase.State.ORDERED || state == Purchase.State.FAILED;
      }

      @Override
      public Sold paid(Handle tx, UUID purchase) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Purchase paid = PurchaseStore.locked(tx, purchase).orElseThrow().paidAt(now);
        PurchaseStore.change(tx, paid);
        Instant from = paid.beginBy().orElse(now);
        return new Sold(paid.title(), from, from.plus(DAY));
      }

      @Override
      public void failed(Handle tx, UUID purchase) {
        to(tx, purchase, Purchase.State.FAILED);
      }

      @Override
      public void revoked(Handle tx, UUID purchase) {
        to(tx, purchase, Purchase.State.REVOKED);
      }
    };
  }

  private static void to(Handle tx, UUID purchase, Purchase.State state) {
    Purchase known = PurchaseStore.locked(tx, purchase).orElseThrow();
    PurchaseStore.change(tx, known.in(state));
  }

  /**
   * Orders a title, to be paid as its person pays.
   *
   * @param early whether they agree to pay before it can be played, where there is no other way
   * @throws Refusal 409 if it is not for sale there, the person has it already or has ordered it,
   *     has not said how they pay, or must pay before it can be played and does not agree
   */
  Purchase order(
      Handle tx, UUID person, String title, Purchase.Kind kind, String country, boolean early) {
    Subscriptions.lockPerson(tx, person);
    Purchase.Price price =
        PurchaseStore.prices(tx, title).stream()
            .filter(each -> each.kind() == kind && each.country().equals(country))
            .findFirst()
            .orElseThrow(
                () -> Refusal.conflict("not_for_sale", "the title is not for sale so there"));
    Instant now = now();
    if (PurchaseStore.of(tx, person, title).stream().anyMatch(each -> has(each, now))) {
      throw Refusal.conflict("has_title", "the person has the title already");
    }
    Purchase purchase =
        new Purchase(
            UUID.randomUUID(),
            person,
            title,
            kind,
            country,
            price.amount(),
            price.tax(),
            Purchase.State.ORDERED,
            now,
            price.available().orElse(now),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    if (!PurchaseStore.begin(tx, purchase)) {
      throw Refusal.conflict("has_title", "the person has ordered the title already");
    }
    payments
        .titles()
        .order(
            tx,
            Payment.Purpose.of(purchase.id()),
            new TitlePayments.Bill(person, country, purchase.amount(), purchase.tax()),
            purchase.available(),
            early);
    return purchase;
  }

  private static boolean has(Purchase p, Instant now) {
    return p.entitles(now) || (p.state() == Purchase.State.PAID && now.isBefore(p.available()));
  }

  /**
   * Takes note that it is played; a rental's time begins with the first.
   *
   * @param purchase locked
   * @throws Refusal 409 if it cannot be played now
   */
  Purchase play(Handle tx, Purchase purchase) {
    Instant now = now();
    if (!purchase.entitles(now)) {
      throw Refusal.conflict("not_entitled", "it cannot be played now");
    }
    if (purchase.begun().isPresent()) {
      return purchase;
    }
    Purchase begun = purchase.begunAt(now);
    PurchaseStore.change(tx, begun);
    Payment payment = PaymentStore.ofPurchase(tx, purchase.id()).orElseThrow();
    Recognition.all(tx, payment.id(), now);
    return begun;
  }

  /**
   * Gives back what was never played, or has what is ordered and cannot be played yet not be paid.
   *
   * @param purchase locked
   * @throws Refusal 409 if it was played, or that is too long ago, or money is on its way
   */
  Purchase withdraw(Handle tx, Purchase purchase) {
    Payment payment = PaymentStore.ofPurchase(tx, purchase.id()).orElseThrow();
    boolean before = now().isBefore(purchase.available());
    if (before && purchase.state() == Purchase.State.ORDERED) {
      if (!payments.titles().stop(tx, payment.id())) {
        throw Refusal.conflict("payment_in_flight", "a payment is on its way: try again soon");
      }
      return PurchaseStore.find(tx, purchase.id()).orElseThrow();
    }
    boolean fresh =
        before
            || purchase
                .paid()
                .map(paid -> now().isBefore(paid.plus(Purchase.WITHDRAWAL)))
                .orElse(false);
    if (purchase.state() != Purchase.State.PAID || purchase.begun().isPresent() || !fresh) {
      throw Refusal.conflict("too_late_to_return", "it was played, or bought too long ago");
    }
    payments.giveBack(tx, payment.id(), Optional.empty(), "withdrawn");
    return PurchaseStore.find(tx, purchase.id()).orElseThrow();
  }

  /** Has the money be taken for what can be played from now on; of how many. */
  public int tick(Handle tx) {
    List<Purchase> ready = PurchaseStore.toTake(tx, now(), AT_ONCE);
    ready.forEach(
        purchase ->
            PaymentStore.ofPurchase(tx, purchase.id())
                .ifPresent(payment -> payments.titles().take(tx, payment.id())));
    return ready.size();
  }

  /** A purchase by which a person may play a title then; empty if there is none. */
  public static Optional<Purchase> entitling(
      Handle handle, UUID person, String title, Instant now) {
    return PurchaseStore.of(handle, person, title).stream()
        .filter(purchase -> purchase.entitles(now))
        .findFirst();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
