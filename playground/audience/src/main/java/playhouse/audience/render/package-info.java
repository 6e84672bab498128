/** Acts told as events of the contracts. */
@NullMarked
package playhouse.audience.render;

import org.jspecify.annotations.NullMarked;
