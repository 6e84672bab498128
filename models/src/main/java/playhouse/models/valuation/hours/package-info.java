/**
 * How many hours a title will be watched.
 *
 * <p>Time is counted in whole weeks back from one moment, and hours are sums of those weeks. A
 * house as it was earlier is the same weeks without the newest ones, so that nothing that came
 * later can be in what is learnt.
 */
@NullMarked
package playhouse.models.valuation.hours;

import org.jspecify.annotations.NullMarked;
