/** Rules that people write. */
@NullMarked
package playhouse.serving.billing.fraud.rules;

import org.jspecify.annotations.NullMarked;
