/** What those who carry messages have in common: who connects, and what goes wrong. */
@NullMarked
package playhouse.counterparts.carrying;

import org.jspecify.annotations.NullMarked;
