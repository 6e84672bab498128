/** What the stream knows of each person right now: topics of facts in, one compacted topic out. */
@NullMarked
package playhouse.streaming.live;

import org.jspecify.annotations.NullMarked;
