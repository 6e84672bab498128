package playhouse.serving.advertising.pacing;

import java.time.Instant;
import playhouse.serving.advertising.orders.LineItem;

/** How much of its chances a line item takes, so that it spends as people watch over its time. */
public interface Pacer {
  /**
   * Share of its chances that it takes now.
   *
   * @return 0 to 1; 1 for whoever is behind
   */
  double share(LineItem lineItem, Instant now);

  /**
   * How much a guaranteed one that is behind outbids others.
   *
   * @return factor of its price, at least 1
   */
  double urgency(LineItem lineItem, Instant now);
}
