/** What people say, and whether the house keeps its word and its rules. */
@NullMarked
package playhouse.audience.truth.voice;

import org.jspecify.annotations.NullMarked;
