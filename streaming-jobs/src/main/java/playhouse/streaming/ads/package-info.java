/** The job that keeps reports of ads. */
@NullMarked
package playhouse.streaming.ads;

import org.jspecify.annotations.NullMarked;
