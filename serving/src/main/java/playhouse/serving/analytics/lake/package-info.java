/** Tables of the lake, read from their snapshots in this process: no engine is asked. */
@NullMarked
package playhouse.serving.analytics.lake;

import org.jspecify.annotations.NullMarked;
