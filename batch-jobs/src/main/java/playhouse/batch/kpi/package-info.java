/** The job that computes every KPI from core tables. */
@NullMarked
package playhouse.batch.kpi;

import org.jspecify.annotations.NullMarked;
