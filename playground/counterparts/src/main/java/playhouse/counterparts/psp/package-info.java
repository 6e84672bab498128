/** A payment service provider. */
@NullMarked
package playhouse.counterparts.psp;

import org.jspecify.annotations.NullMarked;
