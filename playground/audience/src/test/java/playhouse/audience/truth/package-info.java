/** Tests of the oracle. */
@NullMarked
package playhouse.audience.truth;

import org.jspecify.annotations.NullMarked;
