/** Past decisions judged again. */
@NullMarked
package playhouse.serving.billing.fraud.backtest;

import org.jspecify.annotations.NullMarked;
