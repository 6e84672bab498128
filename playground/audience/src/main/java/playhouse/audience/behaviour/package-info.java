/** How people come to act: days, sessions, viewing, reactions, subscriptions. */
@NullMarked
package playhouse.audience.behaviour;

import org.jspecify.annotations.NullMarked;
