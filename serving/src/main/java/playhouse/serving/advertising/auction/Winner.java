package playhouse.serving.advertising.auction;

import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;

/**
 * An ad that a break gets.
 *
 * @param slot place in the break, from 0
 * @param valueMicros what a thousand such impressions are expected to bring, in millionths of the
 *     break's currency
 * @param priceMicros what a thousand cost, in the same; what clicks or views pay for costs nothing
 *     by itself
 * @param costMicros what this one costs when it is shown, in millionths of the line item's currency
 */
public record Winner(
    Fit fit, Creative creative, int slot, long valueMicros, long priceMicros, long costMicros) {}
