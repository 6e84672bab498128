/** Who is let in or kept out whatever the rules say. */
@NullMarked
package playhouse.serving.identity.risk.lists;

import org.jspecify.annotations.NullMarked;
