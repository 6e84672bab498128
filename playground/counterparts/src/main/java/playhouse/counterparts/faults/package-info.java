/** What goes wrong at the counterparts, on command. */
@NullMarked
package playhouse.counterparts.faults;

import org.jspecify.annotations.NullMarked;
