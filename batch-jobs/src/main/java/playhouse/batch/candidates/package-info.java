/** The job that makes lists of titles to choose from. */
@NullMarked
package playhouse.batch.candidates;

import org.jspecify.annotations.NullMarked;
