/** Who comes, and who stays. */
@NullMarked
package playhouse.audience.truth.growth;

import org.jspecify.annotations.NullMarked;
