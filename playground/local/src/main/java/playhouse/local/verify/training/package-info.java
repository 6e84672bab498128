/** The proof that models are learnt the same way again. */
@NullMarked
package playhouse.local.verify.training;

import org.jspecify.annotations.NullMarked;
