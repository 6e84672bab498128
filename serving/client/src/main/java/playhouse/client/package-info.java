/** Asks serving for recommendations from another program. */
@NullMarked
package playhouse.client;

import org.jspecify.annotations.NullMarked;
