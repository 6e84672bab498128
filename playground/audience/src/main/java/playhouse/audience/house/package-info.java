/** The house's own doings: its titles come out, and the systems behind the screen are at work. */
@NullMarked
package playhouse.audience.house;

import org.jspecify.annotations.NullMarked;
