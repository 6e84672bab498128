/** Flink jobs: how they are started and restarted. */
@NullMarked
package playhouse.streaming;

import org.jspecify.annotations.NullMarked;
