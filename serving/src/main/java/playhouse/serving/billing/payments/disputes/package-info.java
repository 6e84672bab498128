/** Money that came wrong, and money that banks have taken back. */
@NullMarked
package playhouse.serving.billing.payments.disputes;

import org.jspecify.annotations.NullMarked;
