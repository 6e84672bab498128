/** What the lake says titles are worth, for those who buy. */
@NullMarked
package playhouse.serving.analytics.valuations;

import org.jspecify.annotations.NullMarked;
