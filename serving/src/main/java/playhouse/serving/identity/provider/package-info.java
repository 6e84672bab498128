/** Signing people in for our own consoles, and machines: OpenID Connect, as its provider. */
@NullMarked
package playhouse.serving.identity.provider;

import org.jspecify.annotations.NullMarked;
