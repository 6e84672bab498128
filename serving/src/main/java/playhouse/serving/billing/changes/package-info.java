/** What one may have changed about a subscription, and what that would cost. */
@NullMarked
package playhouse.serving.billing.changes;

import org.jspecify.annotations.NullMarked;
