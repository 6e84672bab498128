/** A night over one large day, beside DuckDB doing the same. */
@NullMarked
package playhouse.proofs.nightly;

import org.jspecify.annotations.NullMarked;
