/** Who is signed in, where. */
@NullMarked
package playhouse.serving.identity.sessions;

import org.jspecify.annotations.NullMarked;
