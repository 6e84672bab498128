package playhouse.serving.advertising.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/**
 * What is to be shown to whom, when, how often and for how much.
 *
 * @param order that it belongs to
 * @param begins first moment at which it may be shown
 * @param ends first moment at which it may not any more
 * @param currency of all its money
 * @param priceMicros of a thousand impressions, of a click or of a completed view, by pricing; in
 *     millionths of the currency unit
 * @param budgetMicros that it may spend in all
 * @param dayBudgetMicros that it may spend in a day of UTC; empty if there is no such limit
 * @param goal impressions that were promised; only of guaranteed ones
 * @param caps none of which may be passed, each for one person
 * @param dayparts when it may be shown; always if there is none
 * @param deal id of the private deal that it is; empty for the open auction
 */
public record LineItem(
    UUID id,
    UUID order,
    UUID advertiser,
    String name,
    Kind kind,
    Instant begins,
    Instant ends,
    CurrencyUnit currency,
    Pricing pricing,
    long priceMicros,
    long budgetMicros,
    Optional<Long> dayBudgetMicros,
    Optional<Long> goal,
    Pace pace,
    List<Cap> caps,
    List<Daypart> dayparts,
    Targeting targeting,
    Optional<String> deal) {

  /** The plainest: by the thousand in the open auction, for everybody, as fast as can be. */
  public static LineItem plain(
      UUID id,
      UUID order,
      UUID advertiser,
      String name,
      Instant begins,
      Instant ends,
      CurrencyUnit currency,
      long priceMicros,
      long budgetMicros) {
    return new LineItem(
        id,
        order,
        advertiser,
        name,
        Kind.AUCTION,
        begins,
        ends,
        currency,
        Pricing.CPM,
        priceMicros,
        budgetMicros,
        Optional.empty(),
        Optional.empty(),
        Pace.ASAP,
        List.of(),
        List.of(),
        Targeting.everybody(),
        Optional.empty());
  }

  /** What is owed to whom ordered it. */
  public enum Kind {
    /** So many impressions were promised: it goes first while it is behind. */
    GUARANTEED,
    /** It is shown where it offers most. */
    AUCTION,
    /** Ours, for what is left; it costs nothing. */
    HOUSE
  }

  /** What the price is for. */
  public enum Pricing {
    /** A thousand impressions. */
    CPM,
    /** A valid click. */
    CPC,
    /** A view to the end. */
    CPCV
  }

  /** How fast it spends. */
  public enum Pace {
    /** Over its time as people watch. */
    EVEN,
    /** As fast as it can. */
    ASAP
  }

  /**
   * How often one person may see it.
   *
   * @param impressions at most
   * @param seconds in any so many seconds; 1 to 31 536 000
   */
  public record Cap(int impressions, long seconds) {}

  /**
   * A part of a week at which it may be shown.
   *
   * @param day of the week, 1 (Monday) to 7
   * @param fromHour 0 to 23
   * @param untilHour 1 to 24, exclusive
   * @param zone of tz database, such as Asia/Shanghai
   */
  public record Daypart(int day, int fromHour, int untilHour, String zone) {}
}
