/** The ways to providers, each in its own protocol. */
@NullMarked
package playhouse.serving.billing.payments.channels;

import org.jspecify.annotations.NullMarked;
