/** Those who were refused and say that this is wrong. */
@NullMarked
package playhouse.serving.identity.risk.appeals;

import org.jspecify.annotations.NullMarked;
