/** What the tables must satisfy, judged: the checks of {@code quality.txt}. */
@NullMarked
package playhouse.batch.quality;

import org.jspecify.annotations.NullMarked;
