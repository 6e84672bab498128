/**
 * A simulated platform's people and catalogue that know the truth about themselves: history and
 * live traffic, and the oracle.
 */
@NullMarked
package playhouse.audience;

import org.jspecify.annotations.NullMarked;
