/**
 * All breaks of a title at once, as players that read VMAP ask for them before it begins (S8.1).
 */
@NullMarked
package playhouse.serving.advertising.schedules;

import org.jspecify.annotations.NullMarked;
