/** What makes it cheaper: coupons, gift cards, and the balances that they bring. */
@NullMarked
package playhouse.serving.billing.offers;

import org.jspecify.annotations.NullMarked;
