/** What providers and banks say of our money, held against our books. */
@NullMarked
package playhouse.serving.billing.reconciliation;

import org.jspecify.annotations.NullMarked;
