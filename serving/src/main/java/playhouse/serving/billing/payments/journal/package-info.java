/** What is written and told of payments. */
@NullMarked
package playhouse.serving.billing.payments.journal;

import org.jspecify.annotations.NullMarked;
