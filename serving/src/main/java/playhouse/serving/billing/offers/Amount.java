package playhouse.serving.billing.offers;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import playhouse.serving.platform.Refusal;

/** Money as requests tell it: the amount is a text. */
public record Amount(
    @NotNull @Pattern(regexp = "\\d{1,9}(\\.\\d{1,3})?") String amount,
    @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

  /**
   * It as money.
   *
   * @param name of the field
   * @throws Refusal 400 if it is none, or not more than zero
   */
  public Money money(String name) {
    try {
      Money money = Money.parse(currency + " " + amount);
      if (money.isPositive()) {
        return money;
      }
    } catch (ArithmeticException | IllegalCurrencyException e) {
      // refused below
    }
    throw Refusal.bad(name, "must be an amount above zero in the smallest units of a currency");
  }
}
