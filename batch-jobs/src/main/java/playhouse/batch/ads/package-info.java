/** Reports of ads. */
@NullMarked
package playhouse.batch.ads;

import org.jspecify.annotations.NullMarked;
