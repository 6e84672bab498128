/** What the business says that each outcome of showing a title is worth. */
@NullMarked
package playhouse.serving.personalisation.weights;

import org.jspecify.annotations.NullMarked;
