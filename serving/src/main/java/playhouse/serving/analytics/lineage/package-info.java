/** The way back from a value to what it was made of: runs, snapshots, and events in the log. */
@NullMarked
package playhouse.serving.analytics.lineage;

import org.jspecify.annotations.NullMarked;
