/** Double entry: what is ours, what we owe, and what is earned. */
@NullMarked
package playhouse.serving.billing.ledger;

import org.jspecify.annotations.NullMarked;
