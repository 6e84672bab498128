/** Who pays, for what, and what is left of it. */
@NullMarked
package playhouse.audience.truth.money;

import org.jspecify.annotations.NullMarked;
