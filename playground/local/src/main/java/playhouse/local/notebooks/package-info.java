/** Jupyter on the house's lake. */
@NullMarked
package playhouse.local.notebooks;

import org.jspecify.annotations.NullMarked;
