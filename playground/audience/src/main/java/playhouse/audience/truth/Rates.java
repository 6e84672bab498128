package playhouse.audience.truth;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import playhouse.contracts.facts.RatePublished;

/** What other money was worth, in the one that counts; an amount has the rate of its UTC day. */
public final class Rates {

  private static final long DAY = 86_400_000;
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger HALF = BigInteger.valueOf(500_000_000);

  private final String currency;
  private final Map<String, TreeMap<Long, Long>> nanos = new HashMap<>();

  /** Rates in a money, ISO 4217. */
  public Rates(String currency) {
    this.currency = currency;
  }

  String currency() {
    return currency;
  }

  void publish(RatePublished rate, long at) {
    if (rate.getReporting().equals(currency)) {
      nanos
          .computeIfAbsent(rate.getCurrency(), key -> new TreeMap<>())
          .put(at, rate.getRateNanos());
    }
  }

  void addAll(Rates other) {
    other.nanos.forEach(
        (code, rates) -> nanos.computeIfAbsent(code, key -> new TreeMap<>()).putAll(rates));
  }

  /**
   * An amount that is not negative, in millionths; empty where no rate was known by the day's end.
   */
  public OptionalLong reporting(long micros, String code, long at) {
    if (code.equals(currency)) {
      return OptionalLong.of(micros);
    }
    long end = (Math.floorDiv(at, DAY) + 1) * DAY;
    Map.Entry<Long, Long> rate = nanos.getOrDefault(code, new TreeMap<>()).lowerEntry(end);
    if (rate == null) {
      return OptionalLong.empty();
    }
    BigInteger exact = BigInteger.valueOf(micros).multiply(BigInteger.valueOf(rate.getValue()));
    return OptionalLong.of(exact.add(HALF).divide(NANOS).longValueExact());
  }

  /** The same, and nothing where no rate was known. */
  public long reportingOrZero(long micros, String code, long at) {
    return reporting(micros, code, at).orElse(0);
  }
}
