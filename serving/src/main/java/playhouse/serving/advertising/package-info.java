/** Advertising: orders, matching, auctions, budgets and reports. */
@NullMarked
package playhouse.serving.advertising;

import org.jspecify.annotations.NullMarked;
