/** What was seen of people who pay, and what follows from it in numbers. */
@NullMarked
package playhouse.serving.billing.fraud.seen;

import org.jspecify.annotations.NullMarked;
