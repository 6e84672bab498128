/** Subscription and payment: what is sold, who has it, what is owed. */
@NullMarked
package playhouse.serving.billing;

import org.jspecify.annotations.NullMarked;
