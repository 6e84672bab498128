/** Coming in without a password: passkeys and links that are sent. */
@NullMarked
package playhouse.serving.identity.passwordless;

import org.jspecify.annotations.NullMarked;
