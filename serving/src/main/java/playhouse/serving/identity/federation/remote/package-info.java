/** Other providers: how they are spoken with, and what is believed of what they say. */
@NullMarked
package playhouse.serving.identity.federation.remote;

import org.jspecify.annotations.NullMarked;
