/** The way back for who has lost all second factors. */
@NullMarked
package playhouse.serving.identity.recovery;

import org.jspecify.annotations.NullMarked;
