/** What we sign with. */
@NullMarked
package playhouse.serving.identity.provider.signing;

import org.jspecify.annotations.NullMarked;
