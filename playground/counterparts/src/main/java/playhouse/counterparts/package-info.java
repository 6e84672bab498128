/** Everyone that the platform talks to. */
@NullMarked
package playhouse.counterparts;

import org.jspecify.annotations.NullMarked;
