/** Who works here, and what they may. */
@NullMarked
package playhouse.serving.identity.staff;

import org.jspecify.annotations.NullMarked;
