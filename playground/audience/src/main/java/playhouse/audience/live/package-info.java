/** The world in real time: acts as the wall clock runs, over HTTP. */
@NullMarked
package playhouse.audience.live;

import org.jspecify.annotations.NullMarked;
