/** Jobs that turn what people did into something to learn from, and learn from it. */
@NullMarked
package playhouse.batch.training;

import org.jspecify.annotations.NullMarked;
