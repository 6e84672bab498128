/** Which ads a break gets, in which order and at what price (S8.1): rules alone, from memory. */
@NullMarked
package playhouse.serving.advertising.auction;

import org.jspecify.annotations.NullMarked;
