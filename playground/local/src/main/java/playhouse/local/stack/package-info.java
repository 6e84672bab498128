/** The services of the embedded stack and their health. */
@NullMarked
package playhouse.local.stack;

import org.jspecify.annotations.NullMarked;
