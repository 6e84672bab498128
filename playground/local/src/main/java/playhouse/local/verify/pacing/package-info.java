/** The proof that line items spend as people watch, and all that they should. */
@NullMarked
package playhouse.local.verify.pacing;

import org.jspecify.annotations.NullMarked;
