/** What is learnt from what turned out to be so. */
@NullMarked
package playhouse.serving.billing.fraud.learning;

import org.jspecify.annotations.NullMarked;
