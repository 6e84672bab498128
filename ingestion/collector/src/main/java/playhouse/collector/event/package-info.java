/**
 * CloudEvents in JSON on one side, facts of the contracts on the other: pure, strict, without I/O.
 */
@NullMarked
package playhouse.collector.event;

import org.jspecify.annotations.NullMarked;
