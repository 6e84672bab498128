/** Bidders outside of the house, who are asked for ads by OpenRTB 2.6 (S8.1). */
@NullMarked
package playhouse.serving.advertising.bidders;

import org.jspecify.annotations.NullMarked;
