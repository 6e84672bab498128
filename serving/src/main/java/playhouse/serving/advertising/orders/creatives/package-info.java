/** What advertisers want shown, and what a machine says of it. */
@NullMarked
package playhouse.serving.advertising.orders.creatives;

import org.jspecify.annotations.NullMarked;
