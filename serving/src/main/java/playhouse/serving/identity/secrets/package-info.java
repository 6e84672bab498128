/** What is kept secret, and how. */
@NullMarked
package playhouse.serving.identity.secrets;

import org.jspecify.annotations.NullMarked;
