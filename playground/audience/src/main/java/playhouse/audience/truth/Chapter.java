package playhouse.audience.truth;

import playhouse.audience.act.Watched;
import playhouse.audience.act.Witness;

/**
 * What one activity's KPIs come to for one group of people: it heeds the acts that concern it,
 * whatever their order, and in the end adds up what follows from them.
 */
public interface Chapter extends Witness {

  /** A play, and what it comes to. */
  default void played(Watched act, Play play) {}

  /** Adds what does not depend on a zone: it has its moment. */
  default void total(Known known, Tally tally) {}

  /** Adds what depends on a zone's days. */
  default void total(Zone zone) {}
}
