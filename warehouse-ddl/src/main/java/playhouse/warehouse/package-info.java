/** What is at rest, read from the SQL files beside this package. */
@NullMarked
package playhouse.warehouse;

import org.jspecify.annotations.NullMarked;
