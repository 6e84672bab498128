/** Definitions and values of KPIs. */
@NullMarked
package playhouse.serving.analytics.kpis;

import org.jspecify.annotations.NullMarked;
