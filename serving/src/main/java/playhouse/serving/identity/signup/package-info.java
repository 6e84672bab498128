/** How somebody becomes somebody: an address, a password, a code, the terms. */
@NullMarked
package playhouse.serving.identity.signup;

import org.jspecify.annotations.NullMarked;
