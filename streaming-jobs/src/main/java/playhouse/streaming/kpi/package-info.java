/** KPIs while their periods run. */
@NullMarked
package playhouse.streaming.kpi;

import org.jspecify.annotations.NullMarked;
