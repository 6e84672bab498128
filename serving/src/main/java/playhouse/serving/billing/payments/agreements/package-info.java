/** Payers who agree to be charged without being there. */
@NullMarked
package playhouse.serving.billing.payments.agreements;

import org.jspecify.annotations.NullMarked;
