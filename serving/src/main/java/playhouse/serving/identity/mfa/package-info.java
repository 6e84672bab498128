/** Second factors: how they are set up, asked for and shown. */
@NullMarked
package playhouse.serving.identity.mfa;

import org.jspecify.annotations.NullMarked;
