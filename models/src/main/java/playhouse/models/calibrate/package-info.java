/** Scores made into probabilities that come true as often as they say. */
@NullMarked
package playhouse.models.calibrate;

import org.jspecify.annotations.NullMarked;
