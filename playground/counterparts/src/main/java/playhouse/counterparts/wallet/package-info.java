/** Wallets with a balance. */
@NullMarked
package playhouse.counterparts.wallet;

import org.jspecify.annotations.NullMarked;
