/** Who orders ads, and what shows who they are. */
@NullMarked
package playhouse.serving.advertising.orders.advertisers;

import org.jspecify.annotations.NullMarked;
