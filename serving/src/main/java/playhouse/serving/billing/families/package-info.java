/** Subscriptions that serve more than one person. */
@NullMarked
package playhouse.serving.billing.families;

import org.jspecify.annotations.NullMarked;
