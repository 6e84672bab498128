/** From an event's bytes to a table's row, or to the reason why not. */
@NullMarked
package playhouse.streaming.lake.decode;

import org.jspecify.annotations.NullMarked;
