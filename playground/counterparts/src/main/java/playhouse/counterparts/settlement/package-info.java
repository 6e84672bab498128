/** What a payment provider settles, and what the bank says that it paid. */
@NullMarked
package playhouse.counterparts.settlement;

import org.jspecify.annotations.NullMarked;
