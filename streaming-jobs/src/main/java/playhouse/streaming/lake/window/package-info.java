/** What was lately taken in: ids by hour, remembered through restarts. */
@NullMarked
package playhouse.streaming.lake.window;

import org.jspecify.annotations.NullMarked;
