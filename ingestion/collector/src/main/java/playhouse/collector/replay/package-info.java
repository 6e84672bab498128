/** What was refused, sent back through the front door. */
@NullMarked
package playhouse.collector.replay;

import org.jspecify.annotations.NullMarked;
