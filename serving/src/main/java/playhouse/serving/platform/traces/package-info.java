/** What belongs together of all that is done, here and elsewhere. */
@NullMarked
package playhouse.serving.platform.traces;

import org.jspecify.annotations.NullMarked;
