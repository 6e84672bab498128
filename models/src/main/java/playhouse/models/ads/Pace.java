package playhouse.models.ads;

import java.time.Instant;

/**
 * How a line item is paced, with all that the next minute needs to go on from there.
 *
 * @param at when this was decided
 * @param share of its chances that it takes, 0 to 1
 * @param urgency how much it outbids others if it is behind, at least 1
 * @param planned what should be delivered by then
 * @param delivered what was
 * @param yielded what was delivered of late; older minutes count less
 * @param tried share of chances taken times the part of a day, over the same minutes
 * @param behind sum of how far it was behind its plan, in hours of it
 * @param anchored when the plan was last made anew
 * @param anchor what was delivered then
 */
public record Pace(
    Instant at,
    double share,
    double urgency,
    double planned,
    double delivered,
    double yielded,
    double tried,
    double behind,
    Instant anchored,
    double anchor) {

  /** Whether enough was tried to tell what a chance brings. */
  boolean knows() {
    return tried > 0 && yielded > 0;
  }
}
