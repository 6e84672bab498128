/** What one can subscribe to, and what it costs where. */
@NullMarked
package playhouse.serving.billing.plans;

import org.jspecify.annotations.NullMarked;
