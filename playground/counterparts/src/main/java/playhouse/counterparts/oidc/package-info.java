/** An OpenID Connect provider. */
@NullMarked
package playhouse.counterparts.oidc;

import org.jspecify.annotations.NullMarked;
