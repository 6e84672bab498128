/** What there is to see, and what of it is seen first. */
@NullMarked
package playhouse.audience.truth.content;

import org.jspecify.annotations.NullMarked;
