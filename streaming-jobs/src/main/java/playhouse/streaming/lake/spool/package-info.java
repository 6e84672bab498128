/** The waiting room: old events and light traffic wait until they make files worth making. */
@NullMarked
package playhouse.streaming.lake.spool;

import org.jspecify.annotations.NullMarked;
