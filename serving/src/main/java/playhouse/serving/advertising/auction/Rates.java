package playhouse.serving.advertising.auction;

import java.time.Instant;
import java.util.OptionalDouble;
import org.joda.money.CurrencyUnit;

/** What currencies are worth in each other, to compare prices by. */
public interface Rates {
  /** Units of the second for a unit of the first at that moment; empty if nobody has told. */
  OptionalDouble of(CurrencyUnit from, CurrencyUnit to, Instant at);
}
