/** Which provider is asked for a payment. */
@NullMarked
package playhouse.serving.billing.payments.routing;

import org.jspecify.annotations.NullMarked;
