/** Facts that leave together with the change of state that they tell of. */
@NullMarked
package playhouse.serving.platform.outbox;

import org.jspecify.annotations.NullMarked;
