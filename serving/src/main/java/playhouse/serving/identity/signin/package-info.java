/** The ways in, and the way to become somebody who may come in. */
@NullMarked
package playhouse.serving.identity.signin;

import org.jspecify.annotations.NullMarked;
