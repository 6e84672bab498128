/** Orders and their line items. */
@NullMarked
package playhouse.serving.advertising.orders.bookings;

import org.jspecify.annotations.NullMarked;
