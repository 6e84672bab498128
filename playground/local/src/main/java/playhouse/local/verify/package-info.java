/** Proofs that can fail: each has sabotages that it must notice. */
@NullMarked
package playhouse.local.verify;

import org.jspecify.annotations.NullMarked;
