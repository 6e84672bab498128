/** Coming in through another provider: OpenID Connect, as its relying party. */
@NullMarked
package playhouse.serving.identity.federation;

import org.jspecify.annotations.NullMarked;
