/** What people do, as pure functions over facts: the same for stream and batch. */
@NullMarked
package playhouse.contracts.behaviour;

import org.jspecify.annotations.NullMarked;
