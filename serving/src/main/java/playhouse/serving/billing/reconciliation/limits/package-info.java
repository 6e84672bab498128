/** How far the books may be from what is told. */
@NullMarked
package playhouse.serving.billing.reconciliation.limits;

import org.jspecify.annotations.NullMarked;
