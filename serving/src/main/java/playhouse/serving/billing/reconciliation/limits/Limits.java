package playhouse.serving.billing.reconciliation.limits;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * How far the books may be from what is told, and how much one person may give up of that.
 *
 * @param alone most that one person may give up, in any currency
 * @param aloneIn the same where it is another amount
 */
public record Limits(Tolerance tolerance, BigDecimal alone, Map<String, BigDecimal> aloneIn) {
  /** Where nobody has said otherwise. */
  public static final Limits USUAL = new Limits(Tolerance.USUAL, new BigDecimal(100), Map.of());

  private static final String AMOUNT = "\\d{1,12}(\\.\\d{1,4})?";

  /** Unchangeable. */
  public Limits {
    aloneIn = Map.copyOf(aloneIn);
  }

  /**
   * Those of the settings.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static Limits of(Settings settings) {
    Map<String, BigDecimal> alone =
        amounts(Setting.RECON_WRITE_OFF_ALONE, settings.get(Setting.RECON_WRITE_OFF_ALONE));
    BigDecimal everywhere = alone.remove("");
    Map<String, BigDecimal> tolerance =
        amounts(Setting.RECON_TOLERANCE, settings.find(Setting.RECON_TOLERANCE).orElse(""));
    if (tolerance.containsKey("")) {
      throw new IllegalArgumentException(
          Setting.RECON_TOLERANCE.key() + " must name a currency for each amount");
    }
    return new Limits(
        new Tolerance(tolerance), everywhere == null ? USUAL.alone() : everywhere, alone);
  }

  /** Whether two must agree to give that up. */
  public boolean needsTwo(Money difference) {
    BigDecimal most = aloneIn.getOrDefault(difference.getCurrencyUnit().getCode(), alone);
    return difference.getAmount().abs().compareTo(most) > 0;
  }

  /** Amounts by their currency; one without a currency by the empty text. */
  private static Map<String, BigDecimal> amounts(Setting setting, String text) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (String each : text.split(",", -1)) {
      if (!each.isBlank()) {
        String[] parts = each.trim().split("=", -1);
        String currency = parts.length == 2 ? parts[0] : "";
        if (parts.length > 2 || !known(currency) || !parts[parts.length - 1].matches(AMOUNT)) {
          throw new IllegalArgumentException(setting.key() + " has no amount in '" + each + "'");
        }
        amounts.put(currency, new BigDecimal(parts[parts.length - 1]));
      }
    }
    return amounts;
  }

  private static boolean known(String currency) {
    try {
      return currency.isEmpty() || CurrencyUnit.of(currency).getDecimalPlaces() >= 0;
    } catch (IllegalCurrencyException e) {
      return false;
    }
  }
}
