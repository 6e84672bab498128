/** Core tables about money. */
@NullMarked
package playhouse.batch.core.money;

import org.jspecify.annotations.NullMarked;
