/** What happens in the world, as the world sees it: the one source of both events and truth. */
@NullMarked
package playhouse.audience.act;

import org.jspecify.annotations.NullMarked;
