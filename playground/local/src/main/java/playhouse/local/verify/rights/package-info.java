/** The proof that nothing is shown that may not be, told by an oracle that knows only the words. */
@NullMarked
package playhouse.local.verify.rights;

import org.jspecify.annotations.NullMarked;
