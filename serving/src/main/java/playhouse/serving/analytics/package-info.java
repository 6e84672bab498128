/** The house's numbers: what they mean, their values, those of this moment, and alerts. */
@NullMarked
package playhouse.serving.analytics;

import org.jspecify.annotations.NullMarked;
