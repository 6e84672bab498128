package playhouse.serving.billing.offers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.platform.Refusal;

/**
 * Coupons: who may use which, counted so that of many who come at once no more than allowed get it,
 * and what they take off.
 */
public final class Coupons {
  /** How a code looks. */
  public static final String CODE = "[A-Z0-9]{4,24}";

  private Coupons() {}

  /** Somebody wants to use one. */
  public record Use(
      UUID person,
      UUID subscription,
      String plan,
      String country,
      CurrencyUnit currency,
      Instant now) {}

  /**
   * Puts a new one down; the same again changes nothing.
   *
   * @throws Refusal 409 if there is another with that code
   */
  static Coupon add(Handle tx, Coupon coupon) {
    CouponStore.add(tx, coupon);
    Coupon kept = CouponStore.find(tx, coupon.code()).orElseThrow();
    if (!kept.saysAs(coupon)) {
      throw Refusal.conflict("coupon_exists", "there is another coupon with this code");
    }
    return kept;
  }

  /**
   * Has a subscription's next invoices be cheaper.
   *
   * @throws Refusal 404 if there is no such coupon, or not here and now, which is nobody's to
   *     guess; 409 if it is used up, or another takes something off already
   */
  public static void use(Handle tx, String code, Use use) {
    Coupon coupon =
        CouponStore.locked(tx, code)
            .filter(c -> !use.now().isBefore(c.from()) && use.now().isBefore(c.until()))
            .filter(c -> c.holdsFor(use.plan()))
            .filter(c -> c.countries().isEmpty() || c.countries().contains(use.country()))
            .filter(
                c -> c.amount().map(a -> a.getCurrencyUnit().equals(use.currency())).orElse(true))
            .orElseThrow(() -> Refusal.missing("there is no such coupon for this"));
    boolean usedUp =
        coupon.most().filter(most -> coupon.used() >= most).isPresent()
            || CouponStore.usedBy(tx, use.person(), code) >= coupon.mostOfAPerson();
    if (usedUp) {
      throw Refusal.conflict("coupon_used_up", "the coupon has been used as often as it may be");
    }
    if (!CouponStore.use(tx, UUID.randomUUID(), coupon, use)) {
      throw Refusal.conflict("coupon_already", "another coupon takes something off already");
    }
  }

  /** Takes off what a term costs less, once; empty if nothing. */
  public static Optional<Money> take(Handle tx, UUID subscription, String plan, Money price) {
    Optional<CouponStore.Running> running =
        CouponStore.running(tx, subscription).filter(r -> r.coupon().holdsFor(plan));
    running.ifPresent(r -> CouponStore.took(tx, r.use()));
    return running.map(r -> r.coupon().off(price)).filter(Money::isPositive);
  }

  /** What would be taken off the next term; empty if nothing. */
  public static Optional<Money> expected(
      Handle handle, UUID subscription, String plan, Money price) {
    return CouponStore.running(handle, subscription)
        .filter(r -> r.coupon().holdsFor(plan))
        .map(r -> r.coupon().off(price))
        .filter(Money::isPositive);
  }
}
