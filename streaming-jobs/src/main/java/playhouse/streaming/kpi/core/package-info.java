/** Core tables as they change while facts arrive: what the live KPIs read. */
@NullMarked
package playhouse.streaming.kpi.core;

import org.jspecify.annotations.NullMarked;
