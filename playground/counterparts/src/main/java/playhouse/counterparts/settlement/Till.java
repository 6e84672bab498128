package playhouse.counterparts.settlement;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * A provider whose money is settled.
 *
 * @param channel name of it
 * @param percent that it keeps of what it takes, such as 1.4
 * @param moved everything that it knows of
 */
public record Till(String channel, BigDecimal percent, Supplier<List<Moved>> moved) {
  /** One that keeps so much. */
  public static Till of(String channel, String percent, Supplier<List<Moved>> moved) {
    return new Till(channel, new BigDecimal(percent), moved);
  }

  /** As it settles it. */
  List<Settled> settled() {
    return moved.get().stream().map(each -> Settled.of(each, percent)).toList();
  }
}
