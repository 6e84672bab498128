/** What KPIs stand at now, and those who watch. */
@NullMarked
package playhouse.serving.analytics.live;

import org.jspecify.annotations.NullMarked;
