package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;

/**
 * Takes money and turns for what is about to be shown, and books it when it was. The one authority:
 * no budget and no cap is passed by anything, whoever asks at once and whoever is killed. What is
 * held is in the database before anybody is answered.
 */
public interface Purse {
  /**
   * What is asked for.
   *
   * @param impression id that the impression will carry
   * @param slot place in the break, from 0
   * @param micros that it costs if it is shown, or 0 where it is paid for by clicks or views
   */
  record Wish(UUID impression, LineItem lineItem, Creative creative, int slot, long micros) {}

  /**
   * A break that ads are held for.
   *
   * @param request its id
   * @param person who watches; empty if nobody may know
   * @param until when what was not shown is given back
   */
  record Occasion(
      String request,
      String placement,
      Optional<UUID> person,
      Optional<String> play,
      Optional<String> title,
      int slots,
      Instant now,
      Instant until) {}

  /**
   * Holds what it can; the others are not to be shown. Facts {@code ad.requested} and {@code
   * ad.filled} are told with it. Waits until it is durable.
   *
   * @return those that are held, in the order of the wishes
   * @throws playhouse.serving.platform.Refusal 503 if the database is not there
   */
  List<Wish> hold(Occasion occasion, List<Wish> wishes);

  /** What became of a notice. */
  enum Booked {
    /** It is paid for now, and told of by {@code ad.impression} or {@code ad.paid}. */
    NOW,
    /** It was before. */
    BEFORE,
    /** Nothing is held by that id any more: it came too late, or it is forged. */
    NOT_HELD
  }

  /** It began to show: it is paid for, once. Waits until it is durable. */
  Booked shown(UUID impression, Instant now);

  /** Somebody followed it, or saw it to the end: what pays for that pays, once. */
  Booked paid(UUID impression, LineItem.Pricing what, Instant now);

  /** It will not be shown: what it held is given back at once. */
  void release(UUID impression, Instant now);
}
