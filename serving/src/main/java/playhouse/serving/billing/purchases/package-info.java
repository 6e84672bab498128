/** Titles that are bought or rented one by one. */
@NullMarked
package playhouse.serving.billing.purchases;

import org.jspecify.annotations.NullMarked;
