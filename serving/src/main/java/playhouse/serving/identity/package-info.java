/** Registration and sign-in: S4.1 to S4.4. */
@NullMarked
package playhouse.serving.identity;

import org.jspecify.annotations.NullMarked;
