/** Core tables about what there is to watch. */
@NullMarked
package playhouse.batch.core.content;

import org.jspecify.annotations.NullMarked;
