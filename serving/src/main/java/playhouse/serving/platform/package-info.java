/** The chassis: HTTP, topics in, facts out, health and metrics. It knows no activity. */
@NullMarked
package playhouse.serving.platform;

import org.jspecify.annotations.NullMarked;
