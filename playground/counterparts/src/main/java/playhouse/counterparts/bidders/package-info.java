/** Bidders for ads, simulated over OpenRTB 2.6, with faults on command. */
@NullMarked
package playhouse.counterparts.bidders;

import org.jspecify.annotations.NullMarked;
