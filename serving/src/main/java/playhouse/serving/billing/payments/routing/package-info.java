/** Whether money is asked for, and which provider is. */
@NullMarked
package playhouse.serving.billing.payments.routing;

import org.jspecify.annotations.NullMarked;
