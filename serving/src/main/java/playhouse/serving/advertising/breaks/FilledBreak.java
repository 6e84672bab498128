package playhouse.serving.advertising.breaks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.auction.Winner;

/**
 * A break with what is to be shown in it.
 *
 * @param watcher who alone may know of it; empty if machines asked for nobody
 * @param currency of its prices
 * @param ads in the order of their slots
 * @param denied why something, or all, was kept from who watches
 * @param until when its notices are believed
 */
public record FilledBreak(
    String request,
    Optional<UUID> watcher,
    CurrencyUnit currency,
    List<Ad> ads,
    List<String> denied,
    Instant until) {

  /**
   * One that is paid for once it shows.
   *
   * @param slot place in the break, from 0
   */
  public record Ad(UUID impression, int slot, Winner winner) {
    /** What it is of. */
    public UUID lineItem() {
      return winner.fit().flight().lineItem().id();
    }
  }

  /** The same with these ads. */
  FilledBreak with(List<Ad> some) {
    return new FilledBreak(request, watcher, currency, some, denied, until);
  }
}
