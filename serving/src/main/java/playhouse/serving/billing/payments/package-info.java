/** Money that is taken through providers, whatever they say and do not say. */
@NullMarked
package playhouse.serving.billing.payments;

import org.jspecify.annotations.NullMarked;
