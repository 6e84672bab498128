/** {@code ./playhouse evaluate}: each task's best recipe on files of one's own. */
@NullMarked
package playhouse.models.evaluate;

import org.jspecify.annotations.NullMarked;
