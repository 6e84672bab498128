/** Keys that machines bear, beside those of the key file. */
@NullMarked
package playhouse.serving.identity.keys;

import org.jspecify.annotations.NullMarked;
