/** The proof that experiments say what is so, however often one looks. */
@NullMarked
package playhouse.local.verify.experiments;

import org.jspecify.annotations.NullMarked;
