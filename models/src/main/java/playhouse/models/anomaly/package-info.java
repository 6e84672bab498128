/** What is unusual in a series of numbers, and how well that is told. */
@NullMarked
package playhouse.models.anomaly;

import org.jspecify.annotations.NullMarked;
