/**
 * How people come to act: days, sessions, viewing, reactions, subscriptions, and the house's own
 * doings.
 */
@NullMarked
package playhouse.audience.behaviour;

import org.jspecify.annotations.NullMarked;
