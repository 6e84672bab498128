/** The job that says what is known of each person. */
@NullMarked
package playhouse.batch.profiles;

import org.jspecify.annotations.NullMarked;
