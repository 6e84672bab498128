/** The late path: old events wait, are sorted by day, and join what is missing. */
@NullMarked
package playhouse.streaming.lake.late;

import org.jspecify.annotations.NullMarked;
