/** Money that is given back. */
@NullMarked
package playhouse.serving.billing.payments.refunds;

import org.jspecify.annotations.NullMarked;
