/** Events on their way: disruptions, counts, and where they go. */
@NullMarked
package playhouse.audience.send;

import org.jspecify.annotations.NullMarked;
