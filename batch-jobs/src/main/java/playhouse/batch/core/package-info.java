/** Jobs that turn raw events into conformed tables, one day of UTC at a time. */
@NullMarked
package playhouse.batch.core;

import org.jspecify.annotations.NullMarked;
