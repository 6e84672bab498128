package playhouse.audience.live;

import playhouse.audience.act.Act;
import playhouse.audience.render.Telling;

/**
 * An act that is under way, and how far it has been told.
 *
 * @param act all of it, as planned
 * @param heartbeatMillis how often its player reports
 * @param telling how it is told
 */
record Unfolding(Act act, int heartbeatMillis, Telling telling) {}
