/** Subscriptions from beginning to end, their invoices, and what they entitle to. */
@NullMarked
package playhouse.serving.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
