/** What was refused, found again in the lake. */
@NullMarked
package playhouse.batch.replay;

import org.jspecify.annotations.NullMarked;
