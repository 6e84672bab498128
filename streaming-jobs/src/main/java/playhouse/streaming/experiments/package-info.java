/** The job that keeps what is needed to read experiments out at once. */
@NullMarked
package playhouse.streaming.experiments;

import org.jspecify.annotations.NullMarked;
