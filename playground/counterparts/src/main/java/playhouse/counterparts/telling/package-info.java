/** How counterparts tell merchants by themselves, and sign. */
@NullMarked
package playhouse.counterparts.telling;

import org.jspecify.annotations.NullMarked;
