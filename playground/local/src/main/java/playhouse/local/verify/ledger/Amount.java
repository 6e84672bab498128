package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Money as services tell it. */
record Amount(String currency, BigDecimal value) {
  private static final int MINOR_DIGITS = 2;

  /** Of {@code {"amount": "9.99", "currency": "USD"}}. */
  static Amount of(JsonNode told) {
    return new Amount(
        told.path("currency").asText(), new BigDecimal(told.path("amount").asText("0")));
  }

  /** Of what a provider tells: its currencies all have two digits. */
  static Amount ofMinor(String currency, long minor) {
    return new Amount(currency, BigDecimal.valueOf(minor, MINOR_DIGITS));
  }

  /** The same amount of it always, whatever its digits. */
  @Override
  public String toString() {
    return currency + " " + value.setScale(MINOR_DIGITS, RoundingMode.UNNECESSARY);
  }

  /** Both, of one currency. */
  Amount plus(Amount other) {
    return new Amount(currency, value.add(other.value()));
  }

  /** Adds it to what is there of its currency. */
  void addTo(Map<String, BigDecimal> sums) {
    sums.merge(currency, value, BigDecimal::add);
  }
}
