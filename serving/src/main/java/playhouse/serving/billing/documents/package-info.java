/** Invoices and credit notes on paper. */
@NullMarked
package playhouse.serving.billing.documents;

import org.jspecify.annotations.NullMarked;
