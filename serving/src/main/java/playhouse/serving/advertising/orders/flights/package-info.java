/** What may run, in memory. */
@NullMarked
package playhouse.serving.advertising.orders.flights;

import org.jspecify.annotations.NullMarked;
