/** What a policy would have earned, told from what another one did. */
@NullMarked
package playhouse.models.offpolicy;

import org.jspecify.annotations.NullMarked;
