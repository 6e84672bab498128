/**
 * How the house itself does: what arrives, what is refused, what the night ran, how models hold.
 */
@NullMarked
package playhouse.serving.analytics.upkeep;

import org.jspecify.annotations.NullMarked;
