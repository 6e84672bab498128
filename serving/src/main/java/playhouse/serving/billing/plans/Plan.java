package playhouse.serving.billing.plans;

import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;

/**
 * Something one can subscribe to.
 *
 * @param model svod, avod or freemium
 * @param termMonths how long a term is
 * @param trialDays days before the first payment; 0 for none
 * @param seats how many people it serves, the owner included
 * @param prices of a term, by country
 */
public record Plan(
    String id,
    String model,
    String nameEn,
    String nameZh,
    int termMonths,
    int trialDays,
    int seats,
    List<Price> prices) {

  /**
   * What a term costs in a country.
   *
   * @param country ISO 3166-1 alpha-2
   * @param amount tax included
   * @param taxPercent of the amount without tax
   */
  public record Price(String country, Money amount, BigDecimal taxPercent) {}
}
