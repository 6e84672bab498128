/** Measurements of the collector, with what they are held against. */
@NullMarked
package playhouse.collector.bench;

import org.jspecify.annotations.NullMarked;
