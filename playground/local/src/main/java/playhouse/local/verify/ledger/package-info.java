/** The proof that three years of money come out right, whatever goes wrong meanwhile. */
@NullMarked
package playhouse.local.verify.ledger;

import org.jspecify.annotations.NullMarked;
