package playhouse.serving.advertising.openrtb;

import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;
import playhouse.serving.platform.Refusal;

/** Currencies as OpenRTB names them: dollars where nothing is said. */
final class Currencies {
  private Currencies() {}

  static CurrencyUnit of(@Nullable String code, String field) {
    try {
      return Optional.ofNullable(code).map(CurrencyUnit::of).orElse(CurrencyUnit.USD);
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad(field, "must be of ISO 4217, such as EUR");
    }
  }
}
