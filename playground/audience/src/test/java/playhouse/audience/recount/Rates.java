package playhouse.audience.recount;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.RatePublished;

/** What other money was worth in dollars. */
final class Rates {

  private final List<Told<RatePublished>> rates;

  Rates(List<Told<RatePublished>> rates) {
    this.rates = rates;
  }

  /** Millionths of a dollar, 0 where nobody knows. */
  long dollars(long micros, @Nullable String currency, Instant at) {
    if ("USD".equals(currency)) {
      return micros;
    }
    Instant night = at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    BigDecimal worth = BigDecimal.ZERO;
    for (Told<RatePublished> rate : rates) {
      if (rate.fact().getCurrency().equals(currency) && rate.at().isBefore(night)) {
        worth = BigDecimal.valueOf(rate.fact().getRateNanos(), 9);
      }
    }
    return BigDecimal.valueOf(micros).multiply(worth).setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
