/** What people decide of advertisers and creatives. */
@NullMarked
package playhouse.serving.advertising.orders.reviews;

import org.jspecify.annotations.NullMarked;
