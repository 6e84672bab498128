/** How fast ads spend, what people do with them, and what a place for them is worth. */
@NullMarked
package playhouse.models.ads;

import org.jspecify.annotations.NullMarked;
