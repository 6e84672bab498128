/** Rules over KPIs, and what they raised. */
@NullMarked
package playhouse.serving.analytics.alerts;

import org.jspecify.annotations.NullMarked;
