/** Measurements of the streaming jobs, with what they are held against. */
@NullMarked
package playhouse.streaming.bench;

import org.jspecify.annotations.NullMarked;
