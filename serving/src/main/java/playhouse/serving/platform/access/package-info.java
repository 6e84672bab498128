/** Who asks, and what they may. */
@NullMarked
package playhouse.serving.platform.access;

import org.jspecify.annotations.NullMarked;
