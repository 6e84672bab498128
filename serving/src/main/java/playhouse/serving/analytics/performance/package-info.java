/** How titles do: what the night's tables say of each, and of several beside each other. */
@NullMarked
package playhouse.serving.analytics.performance;

import org.jspecify.annotations.NullMarked;
